import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { REPOSITORY_ROOT } from "./repository-root"
import { temporaryTree, type TemporaryTree } from "./temporary-tree"

const KNIP = path.join(REPOSITORY_ROOT, "node_modules", "knip", "bin", "knip.js")

type Named = { readonly name: string }
interface Finding {
  readonly file: string
  readonly files?: readonly Named[]
  readonly exports?: readonly Named[]
  readonly dependencies?: readonly Named[]
  readonly unlisted?: readonly Named[]
}

/** What knip objects to, as `kind name` by file, under the house's own settings. */
function deadCodeIn(root: string): string[] {
  const args = [
    KNIP,
    "--reporter",
    "json",
    "--no-config-hints",
    "--no-exit-code",
    "--include",
    "files,exports,dependencies,unlisted",
  ]
  const { issues } = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })) as {
    issues: readonly Finding[]
  }
  return issues.flatMap(({ file, files = [], exports = [], dependencies = [], unlisted = [] }) => [
    ...files.map(({ name }) => `unused file ${name}`),
    ...exports.map(({ name }) => `unused export ${name} in ${file}`),
    ...dependencies.map(({ name }) => `unused dependency ${name} in ${file}`),
    ...unlisted.map(({ name }) => `undeclared dependency ${name} in ${file}`),
  ])
}

describe("dead code", () => {
  let tree: TemporaryTree
  let found: readonly string[]

  beforeAll(() => {
    const copied = (name: string) => ({ [name]: readFileSync(path.join(REPOSITORY_ROOT, name), "utf8") })
    const manifest = (name: string, more: object) => JSON.stringify({ name, version: "1.0.0", ...more })
    tree = temporaryTree({
      ...copied("knip.json"),
      ...copied("jest.config.js"),
      ...copied("tsconfig.base.json"),
      ...copied("tsconfig.json"),
      "package.json": manifest("shop", {
        workspaces: ["modules/*", "plugins/*"],
        dependencies: { "left-alone": "1.0.0", "in-use": "1.0.0" },
        devDependencies: { jest: "30.0.0", "@swc/jest": "0.2.0" },
      }),
      "src/setup/set-up-shop.ts": 'import "in-use"\nimport "undeclared"\nimport { used } from "../used"\nused()\n',
      "src/used.ts": "export const used = () => 1\nexport const forgotten = 2\nexport const tested = 3\n",
      "src/used.unit.spec.ts": 'import { tested } from "./used"\nconsole.log(tested)\n',
      "src/unused.ts": "export const nobody = 1\n",
      "src/api/store/stock/route.ts": "export function GET() {}\n",
      "src/workflows/place-order.ts": "export const placeOrder = 1\n",
      "launcher/start.js": "module.exports = {}\n",
      "modules/atp/package.json": manifest("@holdfast/atp", { main: "dist/index.js" }),
      "modules/atp/src/modules/atp/index.ts": 'import { held } from "./domain/hold"\nexport default held\n',
      "modules/atp/src/modules/atp/domain/hold.ts": "export const held = 1\nexport const dropped = 2\n",
      "modules/atp/src/modules/atp/domain/left.ts": "export const left = 1\n",
      "modules/atp/src/modules/atp/models/level.ts": "export const AtpLevel = 1\n",
      "plugins/fraud/package.json": manifest("@holdfast/fraud", {}),
      "plugins/fraud/src/providers/fraud/index.ts": "export default 1\n",
      "plugins/fraud/src/providers/fraud/old-client.ts": "export const client = 1\n",
    })
    found = deadCodeIn(tree.root)
  })
  afterAll(() => tree.remove())

  it.each([
    "unused file src/unused.ts",
    "unused file modules/atp/src/modules/atp/domain/left.ts",
    "unused file plugins/fraud/src/providers/fraud/old-client.ts",
    "unused export forgotten in src/used.ts",
    "unused export dropped in modules/atp/src/modules/atp/domain/hold.ts",
    "unused dependency left-alone in package.json",
    "undeclared dependency undeclared in src/setup/set-up-shop.ts",
  ])("is found: %s", (finding) => {
    expect(found).toContain(finding)
  })

  it("is nothing else: not what only a test uses, nor what the host finds by its place", () => {
    expect(found).toHaveLength(7)
  })
})
