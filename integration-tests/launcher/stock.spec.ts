import { spawnSync } from "node:child_process"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { onCluster } from "../support/on-cluster"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

/** The command as the person on call types it, on a copy of the demo shop's database. */
describe("npm run stock", () => {
  const { clusterUrl, templateDatabase } = runningShop()
  const address = new URL(clusterUrl)
  address.pathname = "/stock_command"
  const database = new Client({ connectionString: address.toString() })

  beforeAll(async () => {
    await onCluster(clusterUrl, `create database stock_command template ${templateDatabase}`)
    await database.connect()
  })
  afterAll(async () => {
    await database.end()
    await onCluster(clusterUrl, "drop database stock_command with (force)")
  })

  const stock = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, "launcher/stock.js"), ...args], {
      env: { ...process.env, DATABASE_URL: address.toString() },
      encoding: "utf8",
    })
    return { status, output: stdout + stderr }
  }

  it("says that everything agrees in the demo shop, with exit code 0", () => {
    const { status, output } = stock("report")
    expect(output).toMatch(/^\d+ levels: everything agrees\.\n$/)
    expect(status).toBe(0)
  })

  it("names 1 damaged counter with exit code 1, repairs it, and finds nothing the second time", async () => {
    await database.query(
      `update atp_stock_level set on_hand = on_hand + 3
        where (item_id, location_id) in (select item_id, location_id from atp_stock_level order by 1, 2 limit 1)`,
    )
    const report = stock("report")
    expect(report.output).toContain("counter_differs_from_ledger  onHand")
    expect(report.status).toBe(1)
    const dry = stock("repair", "--dry-run")
    expect(dry.output).toContain("without --dry-run these would be repaired")
    expect(dry.status).toBe(1)
    const repair = stock("repair")
    expect(repair.output).toContain("All repaired")
    expect(repair.status).toBe(0)
    const again = stock("report", "--json")
    expect(JSON.parse(again.output)).toMatchObject({ discrepancies: [], left: [] })
    expect(again.status).toBe(0)
  })

  it("explains itself with exit code 2 when it does not know the command", () => {
    const { status, output } = stock("fix")
    expect(output).toContain("npm run stock -- repair --dry-run")
    expect(status).toBe(2)
  })
})
