import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import path from "node:path"
import { builtShop } from "../../launcher/built-shop"

/**
 * The whole configuration of the peer: what it cannot run without, and the pool of connections that ours has. The
 * dashboard is off; a checkout never asks for it.
 */
const CONFIGURATION = `const { defineConfig } = require("@medusajs/framework/utils")

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { pool: { min: 0, max: Number(process.env.DATABASE_POOL_MAX) } },
    http: {
      storeCors: process.env.STORE_CORS,
      adminCors: process.env.ADMIN_CORS,
      authCors: process.env.AUTH_CORS,
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
})
`

/**
 * Writes an empty Medusa project into `folder`, of the very packages our shop runs on. It is laid out as a built shop
 * beside its launcher, so that the same code starts both.
 */
export function writeVanillaShop(root: string, folder: string): void {
  const project = builtShop(folder)
  mkdirSync(project, { recursive: true })
  // The host's commands run only where package.json asks for the host.
  const dependencies = { "@medusajs/medusa": medusaVersion(root) }
  writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "vanilla", private: true, dependencies }))
  writeFileSync(path.join(project, "medusa-config.js"), CONFIGURATION)
  for (const shared of ["node_modules", "launcher"]) symlinkSync(path.join(root, shared), path.join(folder, shared))
}

export function medusaVersion(root: string): string {
  const file = path.join(root, "node_modules", "@medusajs", "medusa", "package.json")
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version
}
