import path from "node:path"
import { temporaryTree, type TemporaryTree } from "./temporary-tree"

const entry = (name: string, files: readonly string[], manifest: object = {}) =>
  Object.fromEntries([
    [
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: "1.0.0", main: "dist/index.js", ...manifest }),
    ],
    ...files.map((file) => [`node_modules/${name}/dist/${file}.js`, "exports.it = 1\n"]),
  ]) as Record<string, string>

/** Packages in the shape of the real ones, as far as resolving an import goes. */
const PACKAGES = {
  ...entry("@medusajs/framework", ["index", "utils/index", "types/index", "http/index"], {
    exports: { ".": "./dist/index.js", "./*": "./dist/*/index.js" },
  }),
  ...entry("@medusajs/medusa", ["index", "modules/auth-oidc"], {
    exports: { ".": "./dist/index.js", "./*": "./dist/modules/*.js" },
  }),
  ...entry("@medusajs/inventory", ["index", "models/index"]),
  ...entry("@medusajs/payment", ["index", "models/index"]),
  ...entry("@medusajs/promotion", ["index", "models/index"]),
  ...entry("@medusajs/cart", ["index", "services/cart-module"]),
  ...entry("@medusajs/rbac", ["index"]),
  ...entry("fast-check", ["index"]),
  ...entry("listr2", ["index"]),
  ...entry("pg", ["index"]),
  ...entry("react", ["index"]),
  ...entry("tsx", ["index", "cjs/api/index"], { exports: { "./cjs/api": "./dist/cjs/api/index.js" } }),
  ...entry("yaml", ["index"]),
}

const DECLARED = {
  dependencies: {
    "@medusajs/cart": "1.0.0",
    "@medusajs/framework": "1.0.0",
    "@medusajs/inventory": "1.0.0",
    "@medusajs/medusa": "1.0.0",
    "@medusajs/payment": "1.0.0",
    "@medusajs/promotion": "1.0.0",
    "@medusajs/rbac": "1.0.0",
    listr2: "1.0.0",
    pg: "1.0.0",
    react: "1.0.0",
    tsx: "1.0.0",
    yaml: "1.0.0",
  },
  devDependencies: { "fast-check": "1.0.0" },
}

/** A built module: its package has files, so imports of it resolve into the workspace. */
const BUILT = {
  "modules/built/package.json": JSON.stringify({ name: "@holdfast/built", main: "dist/index.js" }),
  "modules/built/dist/index.js": "exports.it = 1\n",
  "modules/built/dist/modules/built/store/place-hold.js": "exports.it = 1\n",
}

/**
 * Lays the given sources out as a repository like ours. Each package gets a package.json that declares all it may
 * import, and an index.ts that reaches all its files, so that a source breaks the rule it is meant to break and no other.
 */
export function mirroredTree(sources: Readonly<Record<string, string>>): TemporaryTree {
  const files: Record<string, string> = { ...PACKAGES, ...BUILT, "package.json": JSON.stringify(DECLARED) }
  for (const workspace of new Set(Object.keys(sources).flatMap(workspaceOf))) {
    files[`${workspace}/package.json`] = JSON.stringify({ name: `@holdfast/${path.basename(workspace)}`, ...DECLARED })
  }
  for (const folder of new Set(Object.keys(sources).flatMap(reachedFromIndex))) {
    const reached = Object.keys(sources).filter(
      (file) => file.startsWith(`${folder}/`) && !/\.spec\.|__fixtures__/.test(file),
    )
    files[`${folder}/index.ts`] = reached
      .map((file) => `import "./${path.relative(folder, file).replace(/\.ts$/, "")}"\n`)
      .join("")
  }
  return temporaryTree(
    { ...files, ...sources },
    { "node_modules/@holdfast/built": "../../modules/built", "node_modules/@holdfast/atp": "../../modules/atp" },
  )
}

const workspaceOf = (file: string) => /^(modules|plugins)\/[^/]+(?=\/)/.exec(file)?.slice(0, 1) ?? []

const reachedFromIndex = (file: string) =>
  /^(modules\/kernel\/src|(modules|plugins)\/[^/]+\/src\/(modules|providers)\/[^/]+)(?=\/)/.exec(file)?.slice(0, 1) ??
  []
