import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { freePort } from "../../launcher/free-port"
import { type ShopProcess, startShopProcess, untilReady } from "../../launcher/shop-processes"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

describe("GET /ready", () => {
  const { clusterUrl, templateDatabase, env } = runningShop()
  const cluster = new Client({ connectionString: clusterUrl })
  let server: ShopProcess
  let baseUrl: string
  let logDir: string
  let shop: Client

  beforeAll(async () => {
    await cluster.connect()
    await cluster.query(`create database readiness template ${templateDatabase}`)
    const address = new URL(clusterUrl)
    address.pathname = "/readiness"
    const port = await freePort()
    baseUrl = `http://127.0.0.1:${port}`
    logDir = mkdtempSync(path.join(tmpdir(), "holdfast-readiness-"))
    const logFile = path.join(logDir, "server.log")
    server = startShopProcess(ROOT, { env: { ...env, DATABASE_URL: address.toString(), PORT: String(port) }, logFile })
    await untilReady(server, port, logFile)
    shop = new Client({ connectionString: address.toString() })
    // Its connection is cut by the last test, on purpose.
    shop.on("error", () => undefined)
    await shop.connect()
  })

  afterAll(async () => {
    await server.stop()
    await shop.end().catch(() => undefined)
    await cluster.query("alter database readiness allow_connections true")
    await cluster.query("drop database readiness with (force)")
    await cluster.end()
    rmSync(logDir, { recursive: true })
  })

  async function ask(): Promise<{
    status: number
    body: { ready: boolean; checks: { name: string; ok: boolean; problem?: string }[] }
  }> {
    const response = await fetch(`${baseUrl}/ready`)
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<typeof ask>>["body"] }
  }

  it("answers 200 with its 3 checks when all is in place, and needs no key", async () => {
    expect(await ask()).toEqual({
      status: 200,
      body: {
        ready: true,
        checks: [
          { name: "database", ok: true },
          { name: "migrations", ok: true },
          { name: "overrides", ok: true },
        ],
      },
    })
  })

  it("answers 503 and names the migration that the database lacks, and 200 again once it is there", async () => {
    const { rows } = await shop.query<{ name: string }>(
      "delete from mikro_orm_migrations where name like '%20240307132720%' returning name",
    )
    const [missing] = rows
    const { status, body } = await ask()
    expect(status).toBe(503)
    expect(body.checks[1]).toMatchObject({
      name: "migrations",
      ok: false,
      problem: expect.stringContaining(missing?.name ?? "?"),
    })
    expect(body.checks[1]?.problem).toContain("medusa db:migrate")

    await shop.query("insert into mikro_orm_migrations (name) values ($1)", [missing?.name])
    expect((await ask()).status).toBe(200)
  })

  it("answers 503 when the database is gone, while GET /health still says that the process lives", async () => {
    await cluster.query("alter database readiness allow_connections false")
    await cluster.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'readiness'")
    const { status, body } = await ask()
    expect(status).toBe(503)
    expect(body).toMatchObject({ ready: false, checks: [{ name: "database", ok: false }] })
    expect((await fetch(`${baseUrl}/health`)).status).toBe(200)
  })
})
