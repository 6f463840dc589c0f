import { execFileSync } from "node:child_process"
import path from "node:path"
import { beforeAll, describe, expect, it } from "@jest/globals"
import { REPOSITORY_ROOT } from "./repository-root"

type Case = readonly [objection: string | null, does: string, file: string, text: string]

const SYNTAX = "no-restricted-syntax"
const IMPORTS = "no-restricted-imports"

const WITHOUT_TYPES: readonly Case[] = [
  [SYNTAX, "a service reads the environment", "src/a.ts", "export const key = process.env.KEY\n"],
  [SYNTAX, "a service reads the environment by index", "src/a.ts", 'export const all = process["env"]\n'],
  [SYNTAX, "a module takes the environment apart", "modules/a/src/a.ts", "const { env } = process\nexport { env }\n"],
  [
    SYNTAX,
    "a plugin imports the process",
    "plugins/a/src/a.ts",
    'import { env } from "node:process"\nexport { env }\n',
  ],
  [null, "src/env.ts reads the environment", "src/env.ts", "export const all = process.env\n"],
  [null, "the launcher reads the environment", "launcher/a.ts", "export const all = process.env\n"],
  [null, "a test reads the environment", "src/a.unit.spec.ts", "export const all = process.env\n"],

  [SYNTAX, "a rule reads the clock", "modules/a/src/modules/a/domain/a.ts", "export const at = () => Date.now()\n"],
  [SYNTAX, "a rule makes a date of now", "modules/a/src/modules/a/domain/a.ts", "export const at = () => new Date()\n"],
  [SYNTAX, "a plugin's rule draws", "plugins/a/src/providers/a/domain/a.ts", "export const n = () => Math.random()\n"],
  [SYNTAX, "the kernel reads the clock", "modules/kernel/src/a.ts", "export const now = Date.now\n"],
  [SYNTAX, "the kernel draws random bytes", "modules/kernel/src/a.ts", "export const id = () => crypto.randomUUID()\n"],
  [
    null,
    "a rule reads a date",
    "modules/a/src/modules/a/domain/a.ts",
    "export const at = (now: number) => new Date(now)\n",
  ],
  [null, "a service reads the clock", "modules/a/src/modules/a/service.ts", "export const at = () => Date.now()\n"],
  [null, "a rule's test reads the clock", "modules/kernel/src/a.unit.spec.ts", "export const at = () => Date.now()\n"],

  [IMPORTS, "a file imports the roles package", "src/a.ts", 'export { default } from "@medusajs/rbac"\n'],
  [IMPORTS, "a test imports single sign-on", "bench/a.unit.spec.ts", 'import "@medusajs/medusa/auth-oidc"\n'],
  [IMPORTS, "a tool imports a policy", "launcher/a.ts", 'export { definePolicies } from "@medusajs/framework/utils"\n'],
  [IMPORTS, "a file imports a path in node_modules", "src/a.ts", 'export * from "../node_modules/pg/lib/client"\n'],
  [null, "a file imports the framework", "src/a.ts", 'export { Modules } from "@medusajs/framework/utils"\n'],
  [
    SYNTAX,
    "a route asks for policies",
    "src/api/middlewares.ts",
    'export const route = { matcher: "/", policies: [] }\n',
  ],

  ["no-console", "a service prints", "src/a.ts", 'console.log("sold")\n'],
  [null, "the launcher prints", "launcher/a.ts", 'console.log("ready")\n'],

  [SYNTAX, "a file wishes a value to be there", "src/a.ts", "export const f = (a?: string) => a!.length\n"],
  [null, "a loop bounds an index", "src/a.ts", "export const f = (a: string[], i: number) => a[i]!.length\n"],
  [SYNTAX, "a file requires what it could import", "src/a.ts", 'export const fs: unknown = require("node:fs")\n'],
  [
    null,
    "a file requires a path it has just found",
    "src/a.ts",
    "export const f = (p: string): unknown => require(p)\n",
  ],
]

const KERNEL = "modules/kernel/src/clock.ts"

const WITH_TYPES: readonly Case[] = [
  [
    "@typescript-eslint/no-floating-promises",
    "nobody awaits",
    KERNEL,
    "export function f() {\n  Promise.resolve(1)\n}\n",
  ],
  ["@typescript-eslint/no-unsafe-return", "an any gets out", KERNEL, "export const f = (a: string) => JSON.parse(a)\n"],
  [null, "somebody awaits", KERNEL, "export async function f() {\n  await Promise.resolve(1)\n}\n"],
]

function objectionsTo(cases: readonly Case[], typed: boolean): readonly (readonly string[])[] {
  const asked = { cwd: REPOSITORY_ROOT, typed, cases: cases.map(([, , file, text]) => ({ file, text })) }
  const answer = execFileSync(process.execPath, [path.join(__dirname, "lint-probe.mjs")], {
    input: JSON.stringify(asked),
    encoding: "utf8",
    // As in an editor: the text counts that was handed in, not the file of that name.
    env: { ...process.env, TSESTREE_SINGLE_RUN: "false" },
  })
  return JSON.parse(answer) as string[][]
}

describe.each([
  ["the house's own rules", WITHOUT_TYPES, false],
  ["rules that need types", WITH_TYPES, true],
] as const)("%s", (_title, cases, typed) => {
  let objections: readonly (readonly string[])[]
  beforeAll(() => {
    objections = objectionsTo(cases, typed)
  })

  const expectation = (objection: string | null) => (objection === null ? "nobody objects" : `${objection} objects`)
  it.each(cases.map(([objection, does], n) => [expectation(objection), does, objection, n] as const))(
    "%s when %s",
    (_expectation, _does, objection, n) => {
      expect(objections[n]).toEqual(objection === null ? [] : [objection])
    },
  )
})
