import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { afterEach, describe, expect, it } from "@jest/globals"
import { doubledPackages } from "./doubled-packages"
import { installedCopies } from "./installed-copies"
import { loosePins, MEDUSA_VERSION, type Manifest } from "./loose-pins"
import { lockedCopies, type PackageLock } from "./package-lock"
import { REPOSITORY_ROOT } from "./repository-root"
import { temporaryTree, type TemporaryTree } from "./temporary-tree"
import { unanchoredPackages } from "./unanchored-packages"

const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(REPOSITORY_ROOT, name), "utf8"))

const lock = readJson("package-lock.json") as PackageLock

const SOUND: PackageLock["packages"] = Object.fromEntries([
  ["", { version: "0.1.0" }],
  ["modules/kernel", { version: "0.1.0" }],
  ["node_modules/@holdfast/kernel", { resolved: "modules/kernel", link: true }],
  ...[...lockedCopies(lock)].map(([name, [copy]]) => [
    `node_modules/${name}`,
    { version: copy?.version ?? "", integrity: "sha512-of-it" },
  ]),
])

/** A sound lock file, with the real one's packages once each, and with one entry more or one changed. */
const lockWith = (more: PackageLock["packages"]): PackageLock => ({ packages: { ...SOUND, ...more } })

const workspaces = ["modules", "plugins"].flatMap((folder) => {
  const full = path.join(REPOSITORY_ROOT, folder)
  return existsSync(full) ? readdirSync(full).map((name) => `${folder}/${name}`) : []
})

describe("one of each", () => {
  it("the lock file installs 1 copy of each shared package", () => {
    expect(doubledPackages(lockedCopies(lock))).toEqual([])
  })

  it("node_modules holds 1 copy of each shared package", () => {
    expect(doubledPackages(installedCopies(REPOSITORY_ROOT))).toEqual([])
  })

  it.each([
    ["zod", "4.1.0"],
    ["@mikro-orm/core", "6.6.14"],
    ["@medusajs/utils", "2.21.2"],
    ["@tanstack/react-query", "5.64.2"],
    ["react", "18.3.1"],
    ["awilix", "8.0.1"],
  ])("objects to a second copy of %s, be it of the same version", (name, version) => {
    const hidden = `node_modules/some-package/node_modules/${name}`
    const objections = doubledPackages(lockedCopies(lockWith({ [hidden]: { version } })))
    expect(objections).toContainEqual(expect.stringContaining(`${name} is there 2 times`))
    expect(objections).toContainEqual(expect.stringContaining(`${version} in ${hidden}`))
  })

  it("does not object to a second copy of a package that shares nothing", () => {
    const second = { "node_modules/some-package/node_modules/ms": { version: "2.0.0" } }
    expect(doubledPackages(lockedCopies(lockWith(second)))).toEqual([])
  })

  it("objects to 2 versions among the packages of MikroORM", () => {
    const objections = doubledPackages(
      lockedCopies(lockWith({ "node_modules/@mikro-orm/knex": { version: "6.6.13" } })),
    )
    expect(objections).toEqual(["@mikro-orm packages have 2 versions: 6.6.14, 6.6.13."])
  })

  it("objects to a list without zod", () => {
    const { "node_modules/zod": _zod, ...packages } = SOUND
    expect(doubledPackages(lockedCopies({ packages }))).toEqual(["zod is not there."])
  })

  describe("looking into node_modules", () => {
    let tree: TemporaryTree
    afterEach(() => tree.remove())

    it("finds 3 copies: at the top, under a package and under a workspace", () => {
      const manifest = (version: string) => JSON.stringify({ name: "zod", version })
      tree = temporaryTree(
        {
          "node_modules/zod/package.json": manifest("4.2.0"),
          "node_modules/@some/package/package.json": JSON.stringify({ name: "@some/package", version: "1.0.0" }),
          "node_modules/@some/package/node_modules/zod/package.json": manifest("3.25.0"),
          "modules/atp/node_modules/zod/package.json": manifest("4.2.0"),
        },
        { "node_modules/@holdfast/atp": "../../modules/atp" },
      )
      expect(installedCopies(tree.root).get("zod")).toEqual([
        { path: "node_modules/@some/package/node_modules/zod", version: "3.25.0" },
        { path: "node_modules/zod", version: "4.2.0" },
        { path: "modules/atp/node_modules/zod", version: "4.2.0" },
      ])
    })
  })
})

describe("pins", () => {
  it("package.json names 1 version of everything", () => {
    expect(loosePins("package.json", readJson("package.json") as Manifest, { all: true })).toEqual([])
  })

  it(`every package of the workspace names Medusa ${MEDUSA_VERSION}`, () => {
    expect(workspaces).toContain("modules/kernel")
    const objections = workspaces.flatMap((workspace) => {
      const name = `${workspace}/package.json`
      return loosePins(name, readJson(name) as Manifest, { all: false })
    })
    expect(objections).toEqual([])
  })

  it.each(["^2.21.2", "~2.21.2", "2.21", "2.21.3", "latest", "*", ">=2.21.2"])("objects to Medusa at %s", (version) => {
    const manifest = { peerDependencies: { "@medusajs/framework": version } }
    expect(loosePins("p", manifest, { all: false })).toEqual([
      `p: @medusajs/framework is "${version}", not exactly 2.21.2.`,
    ])
  })

  it("lets the design system have a version of its own, but only 1", () => {
    expect(loosePins("p", { dependencies: { "@medusajs/ui": "4.2.6" } }, { all: false })).toEqual([])
    expect(loosePins("p", { dependencies: { "@medusajs/ui": "^4.2.6" } }, { all: false })).toEqual([
      'p: @medusajs/ui is "^4.2.6", which is not one version.',
    ])
  })

  it.each(["dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "overrides"])(
    "objects to a range among the root's %s",
    (kind) => {
      expect(
        loosePins("p", { [kind]: { yaml: "^2.9.1", pg: "8.23.1", tool: "1.0.0-beta.17" } }, { all: true }),
      ).toEqual(['p: yaml is "^2.9.1", which is not one version.'])
    },
  )

  it("objects to a range in an override below another package", () => {
    expect(loosePins("p", { overrides: { knip: { zod: "4" } } }, { all: true })).toEqual([
      'p: zod is "4", which is not one version.',
    ])
  })
})

describe("the lock file", () => {
  it("names no address and has a hash for every package", () => {
    expect(unanchoredPackages(lock)).toEqual([])
  })

  it.each(["http", "https", "git+ssh"])("is objected to when it names an address with %s", (scheme) => {
    const objections = unanchoredPackages(
      lockWith({
        "node_modules/zod": { version: "4.2.0", resolved: `${scheme}://example.com/zod.tgz`, integrity: "sha512-x" },
      }),
    )
    expect(objections).toEqual(["node_modules/zod is resolved to an address."])
  })

  it("is sound with 1 workspace and without addresses", () => {
    expect(unanchoredPackages(lockWith({}))).toEqual([])
  })

  it("is objected to when a package has no hash", () => {
    expect(unanchoredPackages(lockWith({ "node_modules/zod": { version: "4.2.0" } }))).toEqual([
      "node_modules/zod has no hash.",
    ])
  })
})
