import { readFileSync } from "node:fs"
import path from "node:path"
import { afterEach, describe, expect, it } from "@jest/globals"
import { REPOSITORY_ROOT } from "./repository-root"
import { temporaryTree, type TemporaryTree } from "./temporary-tree"
import { typeCheck } from "./type-check"

const IMPURE: readonly (readonly [what: string, text: string, because: RegExp])[] = [
  ["the environment", "export const key = process.env\n", /Cannot find name 'process'/],
  ["a file", 'import { readFileSync } from "fs"\nexport const read = readFileSync\n', /Cannot find .*'fs'/],
  ["a file, by the built-in's full name", 'export * from "node:fs"\n', /Cannot find .*'node:fs'/],
  ["bytes of Node's", "export const bytes = Buffer.alloc(4)\n", /Cannot find name 'Buffer'/],
  ["a timer", "setTimeout(() => undefined, 10)\n", /Cannot find name 'setTimeout'/],
  ["the console", 'console.log("sold")\n', /Cannot find name 'console'/],
  ["the network", 'export const answer = fetch("http://localhost")\n', /Cannot find name 'fetch'/],
  ["random bytes", "export const id = crypto.randomUUID()\n", /Cannot find name 'crypto'/],
]

const PURE = "export const total = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)\n"
const AVAILABILITY = "modules/atp/src/modules/atp/domain/availability.ts"
const SCORE = "plugins/fraud/src/providers/fraud/domain/score.ts"

let tree: TemporaryTree | undefined
afterEach(() => tree?.remove())

const copied = (name: string) => ({ [name]: readFileSync(path.join(REPOSITORY_ROOT, name), "utf8") })
const checked = (project: string, files: Readonly<Record<string, string>>) => {
  // With Node's types within reach, as in the repository: it is the project that leaves them out.
  const types = { "node_modules/@types": path.join(REPOSITORY_ROOT, "node_modules", "@types") }
  tree = temporaryTree({ ...copied("tsconfig.base.json"), ...copied(project), ...files }, types)
  return typeCheck(path.join(tree.root, project))
}

describe("modules/kernel", () => {
  const PROJECT = "modules/kernel/tsconfig.json"

  it("compiles without the types of Node and of a browser", () => {
    const { errors, files } = typeCheck(path.join(REPOSITORY_ROOT, PROJECT))
    expect(errors).toEqual([])
    expect(files).toContain("src/index.ts")
  })

  it("compiles a file that only adds up", () => {
    expect(checked(PROJECT, { "modules/kernel/src/a.ts": PURE }).errors).toEqual([])
  })

  it.each(IMPURE)("does not compile a file that reaches for %s", (_what, text, because) => {
    const { errors } = checked(PROJECT, { "modules/kernel/src/a.ts": text })
    expect(errors).toEqual([expect.stringMatching(because)])
  })
})

describe("domain folders", () => {
  const PROJECT = "tsconfig.domain.json"
  const KERNEL = { "modules/kernel/src/index.ts": PURE }

  it("all compile without the types of Node and of a browser", () => {
    expect(typeCheck(path.join(REPOSITORY_ROOT, PROJECT)).errors).toEqual([])
  })

  it("compile when there are 0 of them", () => {
    expect(checked(PROJECT, KERNEL)).toEqual({ errors: [], files: ["modules/kernel/src/index.ts"] })
  })

  it("compile with the kernel's sources, and their specs are left out", () => {
    const { errors, files } = checked(PROJECT, {
      ...KERNEL,
      [AVAILABILITY]: 'import { total } from "@holdfast/kernel"\nexport const sum = total([1n])\n',
      [AVAILABILITY.replace(".ts", ".unit.spec.ts")]: "console.log(process.env)\n",
      [SCORE]: PURE,
    })
    expect(errors).toEqual([])
    expect(files).toEqual(["modules/kernel/src/index.ts", AVAILABILITY, SCORE])
  })

  it.each(IMPURE)("do not compile when one reaches for %s", (_what, text, because) => {
    const { errors } = checked(PROJECT, { ...KERNEL, [AVAILABILITY]: text })
    expect(errors).toEqual([expect.stringMatching(because)])
  })
})
