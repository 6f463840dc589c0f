import path from "node:path"

/** Where the host puts the built shop, and where it runs from. */
export const builtShop = (root: string): string => path.join(root, ".medusa", "server")

/** What Node loads first in each of the shop's processes, so that none outlives the launcher. */
export const endWithParent = (root: string): readonly [string, string] => [
  "--require",
  path.join(root, "launcher", "end-with-parent.js"),
]

export const medusaCli = (root: string): string => path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
