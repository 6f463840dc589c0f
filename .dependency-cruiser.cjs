// @ts-check
// Which way imports point. Each rule says why it is there, and integration-tests/house/boundaries.spec.ts shows each one
// failing on a deliberate violation; a rule without either fails that spec.

/** Files that only tests load. They may look inside, and use development packages. */
const TEST_ONLY = "\\.spec\\.tsx?$|/__fixtures__/"

/** What ships: the shop and the packages. */
const PRODUCT = "^(src|modules|plugins)/|^(medusa-config|instrumentation)\\.ts$"

/** The module itself, inside its package: `modules/atp/src/modules/atp`. Plugins may carry a module of their own. */
const MODULE = "^((?:modules|plugins)/[^/]+/src/(?:modules|providers)/[^/]+)"

/** The outermost ring, in the shop and in each package. The host finds these files by their place in the tree. */
const OUTER_RING = "^(src|(?:modules|plugins)/[^/]+/src)/(api|admin|jobs|subscribers)/"

/** Not there before the kernel is built, so by its package's name as well. */
const KERNEL = "^(modules/kernel/|@holdfast/kernel)"

/** Modules of ours that stand in for one of the host's, and the host's package whose models they re-export. */
const OVERRIDES = [
  { module: "atp", base: "inventory" },
  { module: "promotion-stacking", base: "promotion" },
  { module: "payment", base: "payment" },
]

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  {
    name: "kernel-imports-nothing",
    comment:
      "Everyone imports the kernel, so whatever it imports everyone carries. Take the value as an argument, or keep the code in the module that needs it.",
    severity: "error",
    from: { path: "^modules/kernel/src/", pathNot: TEST_ONLY },
    to: { pathNot: "^modules/kernel/src/" },
  },
  {
    name: "domain-imports-the-kernel-only",
    comment:
      "A rule that knows no Medusa, database or Node can be read alone and tested in a millisecond. Take what it needs as an argument.",
    severity: "error",
    from: { path: "^(.+)/domain/", pathNot: TEST_ONLY },
    to: { pathNot: ["^$1/domain/", KERNEL] },
  },
  {
    name: "store-imports-domain-and-kernel-only",
    comment:
      "The store owns SQL and nothing else; the transaction comes in as the kernel's SqlTx. Decide in domain/, open the transaction in service.ts.",
    severity: "error",
    from: { path: `${MODULE}/store/`, pathNot: TEST_ONLY },
    to: { pathNot: ["^$1/(store|domain)/", KERNEL] },
  },
  {
    name: "service-does-not-look-outwards",
    comment:
      "A module works the same whoever calls it. What a workflow or a route knows comes in as an argument of the service.",
    severity: "error",
    from: { path: "^((?:modules|plugins)/[^/]+/src)/(?:modules|providers)/", pathNot: TEST_ONLY },
    to: { path: "^$1/(?!modules/|providers/)" },
  },
  {
    name: "store-is-reached-through-the-service",
    comment:
      "The service owns the transaction. SQL called from anywhere else runs outside of it. Add a method to the service.",
    severity: "error",
    from: { pathNot: [`${MODULE}/`, TEST_ONLY] },
    to: { path: "^(modules|plugins)/[^/]+/(src|dist|\\.medusa/server/src)/(modules|providers)/[^/]+/store/" },
  },
  {
    name: "domain-is-reached-through-the-service",
    comment:
      "A rule applied beside the service is a second path to the same act, and the two drift apart. Types are free; call the service for answers. The package's index.ts may publish constants.",
    severity: "error",
    from: { pathNot: [`${MODULE}/`, "^modules/[^/]+/src/index\\.ts$", TEST_ONLY] },
    to: {
      path: "^(modules|plugins)/[^/]+/(src|dist|\\.medusa/server/src)/(modules|providers)/[^/]+/domain/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "outer-ring-is-imported-by-nobody",
    comment:
      "Routes, admin pages, jobs and subscribers only translate. What somebody else needs from them belongs in a workflow or a service.",
    severity: "error",
    from: { pathNot: OUTER_RING },
    to: { path: OUTER_RING },
  },
  {
    name: "outer-rings-stay-apart",
    comment:
      "A route that imports a job, or a page that imports a route, ties two ways in together. Both call the same workflow instead.",
    severity: "error",
    from: { path: OUTER_RING },
    to: { path: OUTER_RING, pathNot: "^$1/$2/" },
  },
  {
    name: "modules-do-not-import-modules",
    comment:
      "Each module installs alone, and one truth has one writer. Compose modules in a workflow of the shop, through their services; share types through the kernel, and holds on the host through the host-kit.",
    severity: "error",
    from: { path: "^modules/([^/]+)/" },
    to: {
      path: "^(?:modules/(?!$1/|kernel/|host-kit/)|plugins/|src/|@holdfast/(?!$1(?:/|$)|(?:kernel|host-kit)(?:/|$)))",
    },
  },
  {
    name: "plugins-know-medusa-and-the-kernel",
    comment:
      "A plugin installs into any Medusa shop, so it cannot count on our modules, on another plugin or on this shop. Speak the provider interface.",
    severity: "error",
    from: { path: "^plugins/([^/]+)/" },
    to: { path: "^(?:plugins/(?!$1/)|modules/(?!kernel/)|src/|@holdfast/(?!$1(?:/|$)|kernel(?:/|$)))" },
  },
  {
    name: "packages-are-imported-by-name",
    comment:
      "The shop sees of a module what any other shop would see: the package, by its name. A relative path reaches past what the package publishes.",
    severity: "error",
    from: { pathNot: ["^(modules|plugins|integration-tests)/", "^sandboxes/kit/payment-contract/"] },
    to: { path: "^(modules|plugins)/", dependencyTypes: ["local"] },
  },
  {
    name: "product-does-not-import-the-tools",
    comment:
      "The launcher, the bench, the proofs, the tests and the provider stand-ins do not ship. What the shop needs from them belongs in src/.",
    severity: "error",
    from: { path: PRODUCT, pathNot: TEST_ONLY },
    to: { path: "^(launcher|bench|prove|integration-tests|sandboxes)/" },
  },
  {
    name: "nobody-imports-tests",
    comment: "A spec that is imported runs its tests twice. Give what is shared a file of its own.",
    severity: "error",
    from: {},
    to: { path: "\\.spec\\.tsx?$" },
  },
  {
    name: "fixtures-are-for-tests",
    comment: "A recorded answer in product code is an answer the shop would give to a real customer.",
    severity: "error",
    from: { path: PRODUCT, pathNot: TEST_ONLY },
    to: { path: "/__fixtures__/" },
  },
  {
    name: "launcher-starts-with-node-alone",
    comment:
      "On a fresh clone these files run before any package is installed and before TypeScript can be read. They import Node and each other.",
    severity: "error",
    from: { path: "^launcher/.+\\.m?js$" },
    to: { dependencyTypesNot: ["core"], pathNot: ["^launcher/.+\\.m?js$", "(^|/)tsx(/|$)"] },
  },
  {
    name: "admin-runs-in-a-browser",
    comment:
      "What an admin page imports is sent to the merchant's browser, where there is no Node, and no server code should be read. Types are free; data comes through the API.",
    severity: "error",
    from: { path: "^(src|(?:modules|plugins)/[^/]+/src)/admin/", pathNot: TEST_ONLY },
    to: {
      path: [
        "^node:",
        "^(assert|buffer|child_process|cluster|crypto|dns|events|fs|http|https|net|os|path|process|stream|tls|url|util|vm|worker_threads|zlib)(/|$)",
        "^(node_modules/)?@medusajs/(framework|medusa|utils|core-flows|modules-sdk|workflows-sdk|orchestration)(/|$)",
        "^(src|(modules|plugins)/[^/]+/src)/(?!admin/)",
      ],
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "no-proprietary-packages",
    comment:
      "@medusajs/rbac and @medusajs/auth-oidc come with the host under an enterprise licence that this shop does not have. Permissions are our own middleware.",
    severity: "error",
    from: {},
    to: {
      path: "(^|/)@medusajs/((rbac|auth-oidc)|(medusa|framework|core-flows|types|utils)/.*\\b(rbac|auth-oidc|policies))\\b",
    },
  },
  {
    name: "no-cycles",
    comment:
      "In a cycle somebody sees a half-loaded file. Move what both need into a third file. Models are free: a relation names both its ends, lazily.",
    severity: "error",
    from: { pathNot: "/models/" },
    to: { circular: true },
  },
  {
    name: "no-dead-rules",
    comment:
      "A rule or a statement that only its own spec reaches protects nothing. Call it from the service, or delete it.",
    severity: "error",
    from: {
      path: "^(modules/kernel/src|modules/[^/]+/src/(?:modules|providers)/[^/]+|plugins/[^/]+/src/(modules|providers)/[^/]+)/index\\.ts$",
    },
    to: {
      path: "^(modules/kernel/src/|(modules|plugins)/[^/]+/src/(modules|providers)/[^/]+/(domain|store)/)",
      pathNot: [TEST_ONLY, "/index\\.ts$"],
      reachable: false,
    },
  },
  {
    name: "no-development-packages-in-product",
    comment:
      "They are not there where the package is installed. Move the dependency to dependencies, or to peerDependencies.",
    severity: "error",
    from: { path: `${PRODUCT}|^launcher/`, pathNot: TEST_ONLY },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "npm-peer", "type-only"] },
  },
  {
    name: "packages-declare-what-they-import",
    comment:
      "It resolves here because npm hoists it, and not where the package is installed alone. Declare it in the package.json beside the code.",
    severity: "error",
    from: { path: `${PRODUCT}|^launcher/`, pathNot: TEST_ONLY },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "imports-lead-somewhere",
    comment:
      "The file or package is not there. Our own packages are left to the compiler: before a first build they have no files yet.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: "^@holdfast/" },
  },
  {
    name: "no-package-internals",
    comment: "What a package does not publish may move at any patch. Use what its index exports.",
    severity: "error",
    from: {},
    to: {
      path: "^node_modules/@medusajs/[^/]+/dist/",
      pathNot: [
        "^node_modules/@medusajs/[^/]+/dist/index\\.(js|d\\.ts)$",
        // These publish their entries through an exports map, which the resolver enforces.
        "^node_modules/@medusajs/(admin-vite-plugin|core-flows|dashboard|deps|draft-order|framework|js-sdk|medusa|orchestration|query|ui|utils|workflows-sdk)/",
        // The icons' entries are dist/cjs and dist/esm.
        "^node_modules/@medusajs/icons/dist/(cjs|esm)/",
        // These have a rule of their own.
        `^node_modules/@medusajs/(${OVERRIDES.map(({ base }) => base).join("|")})/`,
      ],
    },
  },
  ...OVERRIDES.map(
    ({ module, base }) =>
      /** @type {import("dependency-cruiser").IForbiddenRuleType} */ ({
        name: `only-${module}-reaches-into-medusa-${base}`,
        comment: `modules/${module} stands in for @medusajs/${base} and re-exports its models, services and migrations, which that package does not publish. Parity tests watch those files for this one module; anybody else speaks to the service.`,
        severity: "error",
        from: { pathNot: `^modules/${module}/` },
        to: { path: `^node_modules/@medusajs/${base}/dist/(?!index\\.js$|index\\.d\\.ts$)` },
      }),
  ),
]

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden,
  options: {
    // Type imports count: a rule that needs Medusa's types needs Medusa.
    tsPreCompilationDeps: true,
    // A package answers for its own package.json; the root's does not travel with it.
    combinedDependencies: false,
    // The data folder may belong to another user, so it is not even listed.
    exclude: { path: "^(\\.git|\\.data|coverage)(/|$)" },
    doNotFollow: { path: "(^|/)(node_modules|dist|\\.medusa)(/|$)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "import", "types", "default"],
      mainFields: ["main", "types", "module"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
}
