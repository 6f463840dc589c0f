// Every rule is an error or off: a warning is a rule nobody keeps. Layout is Prettier's, import directions are
// dependency-cruiser's, unused files and exports are knip's. integration-tests/house/lint-rules.spec.ts shows the house's
// own rules failing.
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import js from "@eslint/js"
import prettier from "eslint-config-prettier"
import { defineConfig } from "eslint/config"
import tseslint from "typescript-eslint"

const root = fileURLToPath(new URL(".", import.meta.url))

const TYPESCRIPT = ["**/*.ts", "**/*.tsx"]
const PLAIN = ["**/*.js", "**/*.mjs", "**/*.cjs"]
const PACKAGES = ["modules/*/src", "plugins/*/src"]
const TESTS = ["**/*.spec.ts", "**/*.spec.tsx", "integration-tests/**", "**/__fixtures__/**"]

/** What ships. The rest is tools: they are started by hand, read the environment and print. */
const PRODUCT = ["src/**", ...PACKAGES.map((folder) => `${folder}/**`)]
const PURE = ["modules/kernel/src/**", "**/domain/**"]

/** One program for each package: with its tests when it has a project for them. */
const packageProjects = ["modules", "plugins"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  .flatMap((folder) => {
    const project = ["tsconfig.spec.json", "tsconfig.json"].find((name) => existsSync(join(root, folder, name)))
    return project ? [{ folder, project: `./${folder}/${project}` }] : []
  })

const ENVIRONMENT =
  "Only src/env.ts reads the environment, so that one message lists all that is missing. Take the value from parseEnv, or as an option."
const noEnvironment = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: ENVIRONMENT },
  { selector: "MemberExpression[object.name='process'][property.value='env']", message: ENVIRONMENT },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: ENVIRONMENT,
  },
  { selector: "ImportDeclaration[source.value=/^(node:)?process$/]", message: ENVIRONMENT },
]

const CLOCK = "A rule never reads a clock: the same cart would get another answer tomorrow. Take `now` as an argument."
const CHANCE = "A rule never draws a random number: nobody could replay it. Take the id or the bytes as an argument."
const noClockNoChance = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
  { selector: "CallExpression[callee.name='Date']", message: CLOCK },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: CLOCK },
  { selector: "MemberExpression[object.name='Date'][property.value='now']", message: CLOCK },
  { selector: "Identifier[name='performance']", message: CLOCK },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: CHANCE },
  { selector: "MemberExpression[object.name='Math'][property.value='random']", message: CHANCE },
  { selector: "Identifier[name='crypto']", message: CHANCE },
]

const LICENCE =
  "This comes with the host under an enterprise licence that this shop does not have. Permissions are our own middleware."
// In a middleware, that is; elsewhere a shop may well have policies of its own.
const noPolicies = ["name", "value"].map((named) => ({
  selector: `ObjectExpression:has(> Property[key.${named}='matcher']) > Property[key.${named}='policies']`,
  message: LICENCE,
}))

// Beside `list[i]!`, where a loop has just bounded the index and the compiler cannot see it.
const noWishfulThinking = [
  {
    selector: "TSNonNullExpression:not(:has(> MemberExpression[computed=true]))",
    message: "`!` only after an index. Elsewhere the compiler is right that it may be missing: say what happens then.",
  },
]

// A path that is known only at run time has no import; any other has.
const noStaticRequire = [
  { selector: "CallExpression[callee.name='require'][arguments.0.type='Literal']", message: "Write an import." },
]

const everywhere = [...noPolicies, ...noStaticRequire, ...noWishfulThinking]

const INTERNALS =
  "What a package does not publish may move at any patch. Import what its index or its exports map offers."
const restrictedImports = [
  { regex: "^@medusajs/(rbac|auth-oidc)(/|$)", message: LICENCE },
  { regex: "^@medusajs/.+/(rbac|auth-oidc|policies)(/|$)", message: LICENCE },
  { regex: "^@medusajs/", importNamePattern: "[Pp]olic(y|ies)|[Rr]bac|RBAC|Oidc", message: LICENCE },
  { regex: "(^|/)node_modules(/|$)", message: INTERNALS },
]

export default defineConfig(
  { ignores: ["**/node_modules/", "**/dist/", "**/.medusa/", ".data/", "coverage/", "bench/results/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },

  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "object-shorthand": "error",
      "no-restricted-imports": ["error", { patterns: restrictedImports }],
      // The compiler knows every global, in plain files too, since tsconfig.tools.json checks them.
      "no-undef": "off",
    },
  },

  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.tools.json", tsconfigRootDir: root } },
    rules: {
      "no-restricted-syntax": ["error", ...everywhere],
      // A type import that stays in the output would load the module, and a cycle of types would become one of files.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      // A state that is added later must be met by every switch over states.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", caughtErrors: "all", ignoreRestSiblings: true },
      ],
      // Numbers and amounts belong into messages; objects and undefined do not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // `() => tree.remove()` says what it does; a block around it says nothing more.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // `while (true)` and `for (;;)` around a wait are clearer than a condition that never changes.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // An empty setting counts as not set, so `||` is meant where the left side is text.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
      // `env["PORT"]` shows that the key is data; both spellings are checked alike.
      "@typescript-eslint/dot-notation": "off",
      // STYLE.md uses both: `type` for shapes of data, `interface` for what is implemented.
      "@typescript-eslint/consistent-type-definitions": "off",
      // `[...text]` takes a text apart by code points, which is what columns and check digits count.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      // The host's interfaces ask for promises, also where the answer is known at once.
      "@typescript-eslint/require-await": "off",
      // `tx.query<Row>()` names the shape of what comes from outside, which only the caller knows.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Both have a narrower form in no-restricted-syntax.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-require-imports": "off",
      // Medusa finds a provider by its static members, also when it has no others.
      "@typescript-eslint/no-extraneous-class": "off",
    },
  },
  ...packageProjects.map(({ folder, project }) => ({
    files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`],
    languageOptions: { parserOptions: { project, tsconfigRootDir: root } },
  })),

  {
    files: PRODUCT,
    ignores: TESTS,
    rules: {
      // The host's logger adds the request and the level, and ends where the operator looks.
      "no-console": "error",
      "no-restricted-syntax": ["error", ...everywhere, ...noEnvironment],
    },
  },
  // The one place.
  { files: ["src/env.ts"], rules: { "no-restricted-syntax": ["error", ...everywhere] } },
  {
    files: PURE,
    ignores: TESTS,
    rules: { "no-restricted-syntax": ["error", ...everywhere, ...noEnvironment, ...noClockNoChance] },
  },

  {
    files: TESTS,
    rules: {
      // In a test a missing value is a failing test, which is all that `!` would have to say.
      "no-restricted-syntax": ["error", ...noPolicies, ...noStaticRequire],
      // An answer over HTTP is `any` until the expectation beside it says what it is.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      // Matchers such as expect.any() are `any`, and a mock is looked at without being called.
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-empty-function": "off",
      // A test of types writes down, under @ts-expect-error, what must not compile.
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-conversion": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/restrict-plus-operands": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },

  {
    files: PLAIN,
    extends: [tseslint.configs.base],
    rules: {
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "all" }],
    },
  },
  {
    files: ["launcher/**/*.js"],
    languageOptions: { parserOptions: { project: "./tsconfig.tools.json", tsconfigRootDir: root } },
    rules: {
      // These files start everything, so a promise that nobody awaits would be a silent failure.
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
    },
  },

  prettier,
)
