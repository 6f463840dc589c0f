import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { builtShop } from "../../launcher/built-shop"
import { freePort } from "../../launcher/free-port"
import { readable } from "../../launcher/run-program"
import { runMedusa, startShopProcess, untilReady } from "../../launcher/shop-processes"
import { onCluster } from "./on-cluster"
import type { RunningShop } from "./running-shop"
import { ROOT } from "./start-command"

const DATABASE = "loyalty"

export interface LoyaltyServer {
  readonly shop: RunningShop
  /** What it has said so far, line by line. */
  readonly said: readonly string[]
  readonly stop: () => Promise<void>
}

/**
 * The built shop with `@medusajs/loyalty-plugin`, which this repository's own shop does not have: in a folder and a
 * database of its own, as a merchant would add the plugin, by a line in medusa-config.
 */
export class LoyaltyShop {
  private constructor(
    private readonly shop: RunningShop,
    private readonly folder: string,
    private readonly databaseUrl: string,
  ) {}

  static async open(shop: RunningShop): Promise<LoyaltyShop> {
    const folder = mkdtempSync(path.join(tmpdir(), "holdfast-loyalty-"))
    await onCluster(shop.clusterUrl, `create database ${DATABASE} template ${shop.templateDatabase}`)
    const address = new URL(shop.clusterUrl)
    address.pathname = `/${DATABASE}`
    const own = new LoyaltyShop(shop, folder, address.toString())
    own.lay()
    await runMedusa(folder, {
      title: "Migrating the database for the plugin",
      args: ["db:migrate", "--execute-safe-links", "--execute-safe-search"],
      env: { ...shop.env, DATABASE_URL: own.databaseUrl },
      logFile: path.join(folder, "migrate.log"),
    })
    return own
  }

  /**
   * One server, whose checkout runs through this pipeline.
   *
   * @param pipeline undefined leaves the option out
   * @throws Error with what the server said last, when it does not start
   */
  async start(pipeline?: "holdfast" | "core"): Promise<LoyaltyServer> {
    const port = await freePort()
    const env = { ...this.shop.env, DATABASE_URL: this.databaseUrl, PORT: String(port), TESTED_PIPELINE: pipeline }
    const logFile = path.join(this.folder, `${pipeline ?? "default"}.log`)
    const said: string[] = []
    const server = startShopProcess(this.folder, { env, logFile, onLine: (line) => said.push(readable(line)) })
    try {
      await untilReady(server, port, logFile)
    } catch (error) {
      await server.stop()
      throw new Error(said.slice(-20).join("\n"), { cause: error })
    }
    const shop = { ...this.shop, baseUrl: `http://localhost:${port}`, databaseUrl: this.databaseUrl }
    return { shop, said, stop: () => server.stop() }
  }

  async close(): Promise<void> {
    await onCluster(this.shop.clusterUrl, `drop database ${DATABASE} with (force)`)
    rmSync(this.folder, { recursive: true })
  }

  /** A folder that looks like this repository's once it is built. */
  private lay(): void {
    const target = builtShop(this.folder)
    mkdirSync(target, { recursive: true })
    for (const name of ["node_modules", "launcher"]) symlinkSync(path.join(ROOT, name), path.join(this.folder, name))
    const built = builtShop(ROOT)
    symlinkSync(path.join(built, "src"), path.join(target, "src"))
    cpSync(path.join(built, "package.json"), path.join(target, "package.json"))
    writeFileSync(
      path.join(target, "medusa-config.js"),
      `const { default: shop } = require(${JSON.stringify(path.join(built, "medusa-config.js"))})
       module.exports = {
         ...shop,
         admin: { disable: true },
         // Before ours: whoever comes first must not matter.
         plugins: [{ resolve: "@medusajs/loyalty-plugin", options: {} }, ...shop.plugins],
         modules: {
           ...shop.modules,
           checkout: { ...shop.modules.checkout, options: { pipeline: process.env.TESTED_PIPELINE } },
         },
       }`,
    )
  }
}
