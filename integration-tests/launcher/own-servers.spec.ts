import { mkdtempSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import Redis from "ioredis"
import { Client } from "pg"
import { freePort } from "../../launcher/free-port"
import { onCluster } from "../support/on-cluster"
import { runningShop } from "../support/running-shop"
import { type StartCommand, startCommand } from "../support/start-command"
import { redisIsAvailable, startTestRedis, type TestRedis } from "../support/test-redis"

const withRedis = redisIsAvailable() ? describe : describe.skip
if (!redisIsAvailable()) console.log("skipped: no redis-server on this machine, so npm start was not tried with one.")

const SECRETS = { JWT_SECRET: "a".repeat(32), COOKIE_SECRET: "b".repeat(32), AUTH_MFA_ENCRYPTION_KEY: "c".repeat(32) }

/** One database's life, in order: each test goes on where the one before left it. */
withRedis("npm start with DATABASE_URL and REDIS_URL", () => {
  const { clusterUrl } = runningShop()
  const closers: (() => Promise<unknown>)[] = []
  let env: Record<string, string>
  let redis: TestRedis

  beforeAll(async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-own-servers-"))
    closers.push(() => rm(dataDir, { recursive: true, force: true }))
    redis = await startTestRedis()
    closers.push(redis.stop)
    await onCluster(clusterUrl, "create database own_servers")
    closers.push(() => onCluster(clusterUrl, "drop database own_servers with (force)"))
    const address = new URL(clusterUrl)
    address.pathname = "/own_servers"
    env = { DATABASE_URL: address.toString(), DATA_DIR: dataDir, PORT: String(await freePort()), ...SECRETS }
  })

  afterAll(async () => {
    for (const close of closers.reverse()) await close()
  })

  function start(more: Record<string, string>): StartCommand {
    const command = startCommand({ ...env, ...more })
    closers.push(() => {
      command.signal("SIGTERM")
      return command.ended
    })
    return command
  }

  async function stop(command: StartCommand): Promise<void> {
    command.signal("SIGTERM")
    expect(await command.ended).toBe(0)
  }

  async function count(table: string): Promise<number> {
    const client = new Client({ connectionString: env["DATABASE_URL"] })
    await client.connect()
    try {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`)
      return Number(rows[0]?.count)
    } finally {
      await client.end()
    }
  }

  it("leaves an empty database without products when SEED_DEMO is false, with the admin that was asked for", async () => {
    const command = start({
      SEED_DEMO: "false",
      ADMIN_EMAIL: "owner@example.com",
      ADMIN_PASSWORD: "chosen-by-the-owner",
    })
    await command.prints(/Ctrl-C stops everything/)
    expect(command.output()).toContain("Looked at the database (18.")
    expect(await count("product")).toBe(0)
    const login = await fetch(`http://127.0.0.1:${env["PORT"] ?? ""}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "owner@example.com", password: "chosen-by-the-owner" }),
    })
    expect(login.status).toBe(200)
    await stop(command)
  })

  it("does not seed a database that holds tables, and moves it to Redis: migrated once more, then ready", async () => {
    const command = start({ REDIS_URL: redis.url })
    await command.prints(/Ctrl-C stops everything/)
    expect(command.output()).toContain("Migrate the database")
    expect(command.output()).not.toContain("Migrate: nothing new")
    expect(await count("product")).toBe(0)
    const connection = new Redis(redis.url)
    try {
      expect(await connection.keys("bull:*")).not.toEqual([])
    } finally {
      connection.disconnect()
    }
    await stop(command)
  })

  it("seeds it when SEED_DEMO is true", async () => {
    const command = start({ REDIS_URL: redis.url, SEED_DEMO: "true" })
    await command.prints(/Ctrl-C stops everything/)
    expect(await count("product")).toBe(63)
    await stop(command)
  })
})
