import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Copy } from "./package-lock"

/**
 * Every copy that really lies in a `node_modules` below `root`, by the package's name: what the lock file cannot know,
 * when somebody installed by hand. Links are not followed, so workspaces are not copies here either.
 */
export function installedCopies(root: string): Map<string, Copy[]> {
  const copies = new Map<string, Copy[]>()
  const workspaces = ["modules", "plugins"].flatMap((folder) => foldersIn(path.join(root, folder)))
  for (const home of [root, ...workspaces]) collect(root, home, copies)
  return copies
}

function collect(root: string, home: string, copies: Map<string, Copy[]>): void {
  for (const folder of packagesIn(path.join(home, "node_modules"))) {
    const manifest = path.join(folder, "package.json")
    if (existsSync(manifest)) {
      const { name, version } = JSON.parse(readFileSync(manifest, "utf8")) as { name: string; version: string }
      const copy = { path: path.relative(root, folder).split(path.sep).join("/"), version }
      copies.set(name, [...(copies.get(name) ?? []), copy])
    }
    collect(root, folder, copies)
  }
}

const packagesIn = (nodeModules: string) =>
  foldersIn(nodeModules).flatMap((folder) => (path.basename(folder).startsWith("@") ? foldersIn(folder) : [folder]))

const foldersIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map((entry) => path.join(folder, entry.name))
        .sort()
    : []
