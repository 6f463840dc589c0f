import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { spawnSync } from "node:child_process"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { builtShop, medusaCli } from "../../launcher/built-shop"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

/**
 * A small shop of its own that runs the built shop's check on an override of the inventory module: once with its line in
 * medusa-config, once with the line forgotten.
 */
describe("the check that an override is in place", () => {
  const { clusterUrl, templateDatabase, env } = runningShop()
  const cluster = new Client({ connectionString: clusterUrl })
  let shop: string

  beforeAll(async () => {
    await cluster.connect()
    await cluster.query(`create database overrides template ${templateDatabase}`)
    shop = mkdtempSync(path.join(tmpdir(), "holdfast-overrides-"))
    symlinkSync(path.join(ROOT, "node_modules"), path.join(shop, "node_modules"))
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(shop, file)), { recursive: true })
      writeFileSync(path.join(shop, file), text)
    }
    // The host's command line looks for itself among the dependencies.
    write("package.json", JSON.stringify({ dependencies: { "@medusajs/medusa": "2.21.2" } }))
    // The host builds a module from the models, services and repositories beside its index.
    for (const folder of ["models", "services", "repositories"]) {
      write(`careful-inventory/${folder}/base.js`, `module.exports = require("@medusajs/inventory/dist/${folder}")`)
    }
    write(
      "careful-inventory/index.js",
      `const inventory = require("@medusajs/inventory").default
       class CarefulInventoryService extends inventory.service {}
       module.exports = { ...inventory, service: CarefulInventoryService, CarefulInventoryService, default: { ...inventory, service: CarefulInventoryService } }`,
    )
    write(
      "src/workflows/check-overrides.js",
      `const { misplacedOverrides } = require(${JSON.stringify(path.join(builtShop(ROOT), "src/readiness/misplaced-overrides.js"))})
       const { CarefulInventoryService } = require("../../careful-inventory")
       const misplaced = misplacedOverrides([{ key: "inventory", packageName: "@example/careful-inventory", service: CarefulInventoryService }])
       if (misplaced.length > 0) throw new Error(misplaced.join("\\n"))`,
    )
    write("boots.js", "module.exports = { default: async () => { console.log('booted') } }")
    write(
      "medusa-config.js",
      `const { defineConfig } = require("@medusajs/framework/utils")
       module.exports = defineConfig({
         projectConfig: { databaseUrl: process.env.DATABASE_URL, http: { jwtSecret: process.env.JWT_SECRET, cookieSecret: process.env.COOKIE_SECRET } },
         admin: { disable: true },
         modules: process.env.FORGET_THE_LINE ? [] : [{ key: "inventory", resolve: ${JSON.stringify(path.join(shop, "careful-inventory"))} }],
       })`,
    )
  })

  afterAll(async () => {
    await cluster.query("drop database overrides with (force)")
    await cluster.end()
    rmSync(shop, { recursive: true })
  })

  function boot(more: Record<string, string>): { status: number | null; output: string } {
    const address = new URL(clusterUrl)
    address.pathname = "/overrides"
    const { status, stdout, stderr } = spawnSync(process.execPath, [medusaCli(ROOT), "exec", "./boots.js"], {
      cwd: shop,
      env: { ...env, DATABASE_URL: address.toString(), ...more },
      encoding: "utf8",
    })
    return { status, output: stdout + stderr }
  }

  it("lets the shop boot when the override answers under its key", () => {
    const { status, output } = boot({})
    expect(output).toContain("booted")
    expect(status).toBe(0)
  })

  it("ends the boot with exit code 1 and names the line to add when it was forgotten", () => {
    const { status, output } = boot({ FORGET_THE_LINE: "yes" })
    expect(status).toBe(1)
    expect(output).not.toContain("booted")
    expect(output).toContain(
      'The module \\"inventory\\" is InventoryModuleService, not CarefulInventoryService from @example/careful-inventory',
    )
    expect(output).toContain("medusa-config.ts")
  })
})
