/** A deliberate violation: the files that make it, and the one rule that has to object. */
export interface BoundaryViolation {
  readonly rule: string
  /** What the files do, as the end of a test's name. */
  readonly does: string
  readonly files: Readonly<Record<string, string>>
}

const uses = (specifier: string) => `import { it } from "${specifier}"\nexport const mine = it\n`
const usesType = (specifier: string) => `import type { It } from "${specifier}"\nexport type Mine = It\n`
const nothing = "export const it = 1\nexport type It = 1\n"

const inModule = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`modules/${name}/src/modules/${name}/${file}`, text]))

export const BOUNDARY_VIOLATIONS: readonly BoundaryViolation[] = [
  {
    rule: "kernel-imports-nothing",
    does: "the kernel imports a package",
    files: { "modules/kernel/src/with-package.ts": uses("@medusajs/framework/utils") },
  },
  {
    rule: "kernel-imports-nothing",
    does: "the kernel imports a Node built-in",
    files: {
      "modules/kernel/src/with-node.ts": 'import { readFileSync } from "node:fs"\nexport const it = readFileSync\n',
    },
  },
  {
    rule: "domain-imports-the-kernel-only",
    does: "a rule imports Medusa, be it for a type",
    files: inModule("d1", { "domain/availability.ts": usesType("@medusajs/framework/types") }),
  },
  {
    rule: "domain-imports-the-kernel-only",
    does: "a rule imports a Node built-in",
    files: inModule("d2", { "domain/availability.ts": uses("node:crypto") }),
  },
  {
    rule: "domain-imports-the-kernel-only",
    does: "a rule imports the database's driver",
    files: inModule("d3", { "domain/availability.ts": uses("pg") }),
  },
  {
    rule: "domain-imports-the-kernel-only",
    does: "a rule imports the store",
    files: inModule("d4", { "domain/availability.ts": uses("../store/read-level"), "store/read-level.ts": nothing }),
  },
  {
    rule: "domain-imports-the-kernel-only",
    does: "a plugin's rule imports its client",
    files: {
      "plugins/d5/src/providers/d5/domain/score.ts": uses("../client"),
      "plugins/d5/src/providers/d5/client.ts": nothing,
    },
  },
  {
    rule: "store-imports-domain-and-kernel-only",
    does: "a statement imports Medusa",
    files: inModule("s1", { "store/place-hold.ts": usesType("@medusajs/framework/types") }),
  },
  {
    rule: "store-imports-domain-and-kernel-only",
    does: "a statement imports the service",
    files: inModule("s2", { "store/place-hold.ts": uses("../options"), "options.ts": nothing }),
  },
  {
    rule: "service-does-not-look-outwards",
    does: "a service imports a workflow of its package",
    files: {
      ...inModule("w1", { "service.ts": uses("../../workflows/place-order") }),
      "modules/w1/src/workflows/place-order.ts": nothing,
    },
  },
  {
    rule: "service-does-not-look-outwards",
    does: "a provider imports a check of its package",
    files: {
      "plugins/w2/src/providers/w2/service.ts": uses("../../checks/amount"),
      "plugins/w2/src/checks/amount.ts": nothing,
    },
  },
  {
    rule: "store-is-reached-through-the-service",
    does: "a workflow runs a statement",
    files: {
      ...inModule("t1", { "store/place-hold.ts": nothing }),
      "modules/t1/src/workflows/place-order.ts": uses("../modules/t1/store/place-hold"),
    },
  },
  {
    rule: "store-is-reached-through-the-service",
    does: "the shop runs a statement of an installed package",
    files: { "src/workflows/hold.ts": uses("@holdfast/built/dist/modules/built/store/place-hold") },
  },
  {
    rule: "domain-is-reached-through-the-service",
    does: "a route applies a rule by itself",
    files: {
      ...inModule("u1", { "domain/availability.ts": nothing }),
      "modules/u1/src/api/store/stock/route.ts": uses("../../../modules/u1/domain/availability"),
    },
  },
  {
    rule: "outer-ring-is-imported-by-nobody",
    does: "a workflow imports a route",
    files: { "src/workflows/o1.ts": uses("../api/o1/route"), "src/api/o1/route.ts": nothing },
  },
  {
    rule: "outer-ring-is-imported-by-nobody",
    does: "a check of a package imports its subscriber",
    files: {
      "modules/o2/src/checks/o2.ts": uses("../subscribers/order-placed"),
      "modules/o2/src/subscribers/order-placed.ts": nothing,
    },
  },
  {
    rule: "outer-rings-stay-apart",
    does: "a subscriber imports a job",
    files: { "src/subscribers/a1.ts": uses("../jobs/a1"), "src/jobs/a1.ts": nothing },
  },
  {
    rule: "modules-do-not-import-modules",
    does: "a module imports another one, not built yet, by name",
    files: inModule("m1", { "service.ts": uses("@holdfast/promotion-stacking") }),
  },
  {
    rule: "modules-do-not-import-modules",
    does: "a module imports another one, built, by name",
    files: inModule("m2", { "service.ts": uses("@holdfast/built") }),
  },
  {
    rule: "modules-do-not-import-modules",
    does: "a module's test imports another module by its path",
    files: {
      ...inModule("m3", { "service.int.spec.ts": uses("../../../../m4/src/modules/m4/service") }),
      ...inModule("m4", { "service.ts": nothing }),
    },
  },
  {
    rule: "modules-do-not-import-modules",
    does: "a module imports the shop",
    files: {
      ...inModule("m5", { "service.ts": uses("../../../../../src/m5-settings") }),
      "src/m5-settings.ts": nothing,
    },
  },
  {
    rule: "plugins-know-medusa-and-the-kernel",
    does: "a plugin imports another plugin",
    files: {
      "plugins/p1/src/providers/p1/service.ts": uses("../../../../p2/src/providers/p2/client"),
      "plugins/p2/src/providers/p2/client.ts": nothing,
    },
  },
  {
    rule: "plugins-know-medusa-and-the-kernel",
    does: "a plugin imports a module by name",
    files: { "plugins/p3/src/providers/p3/service.ts": uses("@holdfast/order-lifecycle") },
  },
  {
    rule: "packages-are-imported-by-name",
    does: "the shop imports a module by its path",
    files: {
      "src/workflows/n1.ts": uses("../../modules/n1/src/modules/n1/service"),
      ...inModule("n1", { "service.ts": nothing }),
    },
  },
  {
    rule: "packages-are-imported-by-name",
    does: "the launcher imports a module by its path",
    files: { "launcher/n2.ts": uses("../modules/n2/src/index"), "modules/n2/src/index.ts": nothing },
  },
  {
    rule: "product-does-not-import-the-tools",
    does: "the shop imports the launcher",
    files: { "src/l1.ts": uses("../launcher/l1"), "launcher/l1.ts": nothing },
  },
  {
    rule: "product-does-not-import-the-tools",
    does: "a plugin imports its provider's stand-in",
    files: { "plugins/l2/src/providers/l2/client.ts": uses("../../../../../sandboxes/l2"), "sandboxes/l2.ts": nothing },
  },
  {
    rule: "product-does-not-import-the-tools",
    does: "the configuration imports the bench",
    files: { "medusa-config.ts": uses("./bench/l3"), "bench/l3.ts": nothing },
  },
  {
    rule: "product-does-not-import-the-tools",
    does: "the shop imports what only tests need",
    files: { "src/l4.ts": uses("../integration-tests/support/l4"), "integration-tests/support/l4.ts": nothing },
  },
  {
    rule: "nobody-imports-tests",
    does: "a test imports another test",
    files: { "bench/x1.unit.spec.ts": uses("./x2.unit.spec"), "bench/x2.unit.spec.ts": nothing },
  },
  {
    rule: "fixtures-are-for-tests",
    does: "a provider answers with a recording",
    files: {
      "plugins/f1/src/providers/f1/service.ts": uses("./__fixtures__/answer"),
      "plugins/f1/src/providers/f1/__fixtures__/answer.ts": nothing,
    },
  },
  {
    rule: "launcher-starts-with-node-alone",
    does: "the first file of the start needs a package",
    files: { "launcher/y1.js": 'const { Listr } = require("listr2")\nmodule.exports = { Listr }\n' },
  },
  {
    rule: "launcher-starts-with-node-alone",
    does: "the first file of the start needs TypeScript",
    files: { "launcher/y2.mjs": uses("./y3.ts"), "launcher/y3.ts": nothing },
  },
  {
    rule: "admin-runs-in-a-browser",
    does: "an admin page imports a Node built-in",
    files: { "src/admin/widgets/b1.tsx": uses("node:crypto") },
  },
  {
    rule: "admin-runs-in-a-browser",
    does: "an admin page imports server code of the host",
    files: { "modules/b2/src/admin/widgets/b2.tsx": uses("@medusajs/framework/utils") },
  },
  {
    rule: "admin-runs-in-a-browser",
    does: "an admin page imports server code of the shop",
    files: { "src/admin/widgets/b3.tsx": uses("../../b3-settings"), "src/b3-settings.ts": nothing },
  },
  {
    rule: "no-proprietary-packages",
    does: "the shop imports the roles package",
    files: { "src/r1.ts": uses("@medusajs/rbac") },
  },
  {
    rule: "no-proprietary-packages",
    does: "a test loads single sign-on through the host's own entry",
    files: { "bench/r2.ts": 'export const it = import("@medusajs/medusa/auth-oidc")\n' },
  },
  {
    rule: "no-cycles",
    does: "two files import each other",
    files: { "src/c1.ts": uses("./c2"), "src/c2.ts": uses("./c1") },
  },
  {
    rule: "no-dead-rules",
    does: "a rule that only its test uses",
    files: inModule("e1", {
      "index.ts": uses("./service"),
      "service.ts": nothing,
      "domain/availability.ts": nothing,
      "domain/availability.unit.spec.ts": uses("./availability"),
    }),
  },
  {
    rule: "no-development-packages-in-product",
    does: "the shop imports a package that only development installs",
    files: { "src/v1.ts": uses("fast-check") },
  },
  {
    rule: "packages-declare-what-they-import",
    does: "a module imports what only the root declares",
    files: {
      ...inModule("g1", { "service.ts": uses("yaml") }),
      "modules/g1/package.json": JSON.stringify({ name: "@holdfast/g1" }),
    },
  },
  {
    rule: "imports-lead-somewhere",
    does: "a file imports one that is not there",
    files: { "src/i1.ts": uses("./nowhere") },
  },
  {
    rule: "no-package-internals",
    does: "a file reaches into a package of the host",
    files: { "bench/h1.ts": uses("@medusajs/cart/dist/services/cart-module") },
  },
  {
    rule: "only-atp-reaches-into-medusa-inventory",
    does: "another module reaches into the inventory module",
    files: inModule("k1", { "service.ts": uses("@medusajs/inventory/dist/models") }),
  },
  {
    rule: "only-promotion-stacking-reaches-into-medusa-promotion",
    does: "the shop reaches into the promotion module",
    files: { "src/workflows/k2.ts": uses("@medusajs/promotion/dist/models") },
  },
  {
    rule: "only-payment-reaches-into-medusa-payment",
    does: "a plugin reaches into the payment module",
    files: { "plugins/k3/src/providers/k3/service.ts": uses("@medusajs/payment/dist/models") },
  },
]

/** What the same rules let pass, so that none of them is satisfied by forbidding everything. */
export const ALLOWED_IMPORTS: Readonly<Record<string, string>> = {
  "modules/kernel/src/money.ts": uses("./rounding"),
  "modules/kernel/src/rounding.ts": nothing,
  "modules/kernel/src/money.unit.spec.ts": `import "fast-check"\n${uses("./money")}`,
  ...inModule("atp", {
    "index.ts": uses("./service"),
    "service.ts": [
      'import { placeHold } from "./store/place-hold"',
      'import { availability } from "./domain/availability"',
      'import { MedusaService } from "@medusajs/framework/utils"',
      'import { InventoryLevel } from "@medusajs/inventory/dist/models"',
      'import { randomUUID } from "node:crypto"',
      'import { done } from "@holdfast/kernel"',
      "export const it = [placeHold, availability, MedusaService, InventoryLevel, randomUUID, done]",
    ].join("\n"),
    "store/place-hold.ts": `import { done } from "@holdfast/kernel"\n${uses("../domain/availability")}export { done }`,
    "domain/availability.ts": `import { done } from "@holdfast/kernel"\n${uses("./hold")}export { done }`,
    "domain/hold.ts": nothing,
    "domain/hold.unit.spec.ts": `import "node:fs"\n${uses("./hold")}`,
    "models/item.ts": uses("./level"),
    "models/level.ts": uses("./item"),
  }),
  "modules/atp/src/workflows/place-order.ts": `${uses("../modules/atp/service")}${usesType("../modules/atp/domain/hold")}`,
  "modules/atp/src/api/store/stock/route.ts": `${uses("../../../workflows/place-order")}export * from "../../middlewares"`,
  "modules/atp/src/api/middlewares.ts": uses("@medusajs/framework/http"),
  "modules/atp/src/admin/widgets/stock.tsx": `${uses("react")}${usesType("../../modules/atp/domain/hold")}`,
  "plugins/ok/src/providers/ok/service.ts": uses("./client"),
  "plugins/ok/src/providers/ok/client.ts": `import "@medusajs/framework/utils"\n${uses("@holdfast/kernel")}`,
  "src/workflows/complete-cart.ts": `import "@holdfast/built"\n${uses("@holdfast/atp")}`,
  "src/api/store/carts/route.ts": uses("../../../workflows/complete-cart"),
  "launcher/start.js": 'const { prepare } = require("./prepare.js")\nrequire("node:fs")\nprepare()\n',
  "launcher/prepare.js": 'module.exports = { prepare: () => require("tsx/cjs/api").register() }\n',
  "launcher/start-shop.ts": `import "listr2"\n${uses("../src/workflows/complete-cart")}`,
  "integration-tests/races/hold.spec.ts": uses("../../modules/atp/src/modules/atp/store/place-hold"),
}
