import path from "node:path"

/** Where the host puts the built shop, and where it runs from. */
export const builtShop = (root: string): string => path.join(root, ".medusa", "server")

export const medusaCli = (root: string): string => path.join(root, "node_modules", "@medusajs", "cli", "cli.js")
