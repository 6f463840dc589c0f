import { readFileSync } from "node:fs"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import Redis from "ioredis"
import { adminDesk } from "../support/admin-desk"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"
import { Storefront } from "../support/storefront"
import { redisIsAvailable, startTestRedis, type TestRedis } from "../support/test-redis"

const withRedis = redisIsAvailable() ? describe : describe.skip
if (!redisIsAvailable())
  console.log("skipped: no redis-server on this machine, so the fleet of 2 servers and 1 worker was not tried.")

withRedis("a fleet of 2 servers and 1 worker on one Postgres and one Redis", () => {
  let redis: TestRedis
  let fleet: Fleet
  const closers: (() => Promise<void>)[] = []

  beforeAll(async () => {
    redis = await startTestRedis()
    closers.push(redis.stop)
    fleet = await startFleet(runningShop(), { servers: 2, workers: 1, redisUrl: redis.url, name: "fleet" })
    closers.push(fleet.stop)
  })

  afterAll(async () => {
    for (const close of closers.reverse()) await close()
  })

  it("sells one order: the cart is filled at server 1, completed at server 2, read in the admin of server 1", async () => {
    const shop = runningShop()
    const [first, second] = fleet.servers().map(({ baseUrl }) => new Storefront(baseUrl, shop.publishableKey))
    if (!first || !second) throw new Error("The fleet has fewer than 2 servers.")
    const [sku = ""] = await first.skusInStock("United States")
    const cart = await first.fillCart({
      region: "United States",
      email: "fleet@example.com",
      address: {
        first_name: "Fay",
        last_name: "Fleet",
        address_1: "1 Pier Street",
        city: "New York",
        province: "us-ny",
        postal_code: "10001",
        country_code: "us",
      },
      lines: [{ sku, quantity: 1 }],
    })
    const order = await second.complete(cart.id)
    expect(order.total).toBe(cart.total)

    const admin = await adminDesk({ ...shop, baseUrl: fleet.servers()[0]?.baseUrl ?? "" })
    const seen = await admin.admin.order.retrieve(order.id)
    expect(seen.order).toMatchObject({
      id: order.id,
      payment_status: "authorized",
      fulfillment_status: "not_fulfilled",
    })
  })

  it("hands a webhook that server 1 received to the worker over Redis, and no server handles it", async () => {
    const worker = fleet.workers()[0]
    if (!worker) throw new Error("The fleet has no worker.")
    const { status } = await fetch(`${fleet.servers()[0]?.baseUrl ?? ""}/hooks/payment/system_default`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "evt_1" }),
    })
    expect(status).toBe(200)
    const handled = "Processing payment.webhook_received"
    await until(() => readFileSync(worker.logFile, "utf8").includes(handled))
    for (const server of fleet.servers()) expect(readFileSync(server.logFile, "utf8")).not.toContain(handled)
  })

  it("keeps an admin's session in Redis: logged in at server 1, known at server 2", async () => {
    const shop = runningShop()
    const [first, second] = fleet.servers()
    const token = (
      await post(`${first?.baseUrl ?? ""}/auth/user/emailpass`, {
        email: shop.adminEmail,
        password: shop.adminPassword,
      })
    ).body
    const session = await post(
      `${first?.baseUrl ?? ""}/auth/session`,
      {},
      { authorization: `Bearer ${String(token["token"])}` },
    )
    const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? ""
    const me = await fetch(`${second?.baseUrl ?? ""}/admin/users/me`, { headers: { cookie } })
    expect(me.status).toBe(200)

    const connection = new Redis(redis.url)
    expect((await connection.keys("*sess:*")).length).toBeGreaterThan(0)
    connection.disconnect()
  })
})

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  })
  return { headers: response.headers, body: (await response.json()) as Record<string, unknown> }
}

/** Asks again until another process has done something; Jest's own time limit ends a wait that is in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(50)
}
