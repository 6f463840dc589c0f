import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { adminDesk } from "../support/admin-desk"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"
import { StockRoom } from "../support/stock-room"
import { Storefront } from "../support/storefront"

const SKU = "LGT-BCN-BRS"

/** Two servers that know nothing of each other's locks: what keeps them right is the database alone. */
describe("two servers without Redis", () => {
  const shop = runningShop()
  let fleet: Fleet

  beforeAll(async () => {
    fleet = await startFleet(shop, { servers: 2, workers: 0, name: "stock_races" })
  })
  afterAll(() => fleet.stop())

  const serverOf = (buyer: number) => fleet.servers()[buyer % 2]?.baseUrl ?? ""

  it("sells 10 units to exactly 10 of 200 buyers while an import writes the same level all the time", async () => {
    const desk = await adminDesk({ ...shop, baseUrl: serverOf(0) })
    const room = new StockRoom(desk)
    await room.count(SKU, 10)
    const front = new Storefront(serverOf(0), shop.publishableKey)
    const { id: regionId } = await front.region("United States")
    const { id: variantId } = await front.variant(SKU, regionId)

    let selling = true
    const imports = (async () => {
      let written = 0
      for (; selling; written++) await room.count(SKU, 10)
      return written
    })()
    const answers = await inTurns(200, 16, (buyer) => buy(serverOf(buyer), regionId, variantId, buyer))
    selling = false

    expect(await imports).toBeGreaterThan(10)
    expect(tally(answers)).toEqual({ order: 10, insufficient_inventory: 190 })
    expect(await room.units(SKU)).toEqual({ onHand: 10, reserved: 10 })
  })

  it("lets 32 checkouts of one SKU through at once, with 10 database connections a server", async () => {
    const desk = await adminDesk({ ...shop, baseUrl: serverOf(0) })
    const room = new StockRoom(desk)
    await room.count(SKU, 100)
    const front = new Storefront(serverOf(0), shop.publishableKey)
    const { id: regionId } = await front.region("United States")
    const { id: variantId } = await front.variant(SKU, regionId)
    const carts = await inTurns(32, 8, (buyer) => fill(serverOf(buyer), regionId, variantId, 1_000 + buyer))
    const answers = await Promise.all(carts.map((cart, buyer) => complete(serverOf(buyer), cart.id)))
    expect(answers.filter((answer) => answer !== "order")).toEqual([])
  })

  /** How often each answer was given. */
  const tally = (answers: readonly string[]) => {
    const counts: Record<string, number> = {}
    for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1
    return counts
  }

  /** One buyer's whole way: `order`, or the code of the refusal that ended it. */
  async function buy(baseUrl: string, regionId: string, variantId: string, buyer: number): Promise<string> {
    const cart = await fill(baseUrl, regionId, variantId, buyer)
    return cart.refused ?? complete(baseUrl, cart.id)
  }

  const call = async (baseUrl: string, method: "get" | "post", path: string, body: object = {}) =>
    request(baseUrl)[method](path).set("x-publishable-api-key", shop.publishableKey).send(body)

  /** A cart up to the last click, or the code it was refused with. */
  async function fill(
    baseUrl: string,
    regionId: string,
    variantId: string,
    buyer: number,
  ): Promise<{ id: string; refused?: string }> {
    const post = async (path: string, body: object) => (await call(baseUrl, "post", path, body)).body
    const email = `buyer-${buyer}@example.com`
    const id = (await post("/store/carts", { region_id: regionId, email })).cart.id as string
    const added = await post(`/store/carts/${id}/line-items`, { variant_id: variantId, quantity: 1 })
    if (!added.cart) return { id, refused: added.code }
    const address = {
      first_name: "Bea",
      last_name: "Buyer",
      address_1: "1 Pier Street",
      city: "New York",
      province: "us-ny",
      postal_code: "10001",
      country_code: "us",
    }
    await post(`/store/carts/${id}`, { shipping_address: address, billing_address: address })
    const { shipping_options } = (await call(baseUrl, "get", `/store/shipping-options?cart_id=${id}`)).body
    await post(`/store/carts/${id}/shipping-methods`, { option_id: shipping_options[0].id })
    const { payment_collection } = await post("/store/payment-collections", { cart_id: id })
    await post(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    })
    return { id }
  }

  async function complete(baseUrl: string, cartId: string): Promise<string> {
    const { body } = await call(baseUrl, "post", `/store/carts/${cartId}/complete`)
    const { code, name, message } = body.error ?? body
    if (body.type === "order") return "order"
    return code === undefined || code === "unknown_error" ? `${code ?? name}: ${message}` : code
  }
})

/** Runs `count` pieces of work, so many at a time, and answers their results in order. */
async function inTurns<T>(count: number, atOnce: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const line = async () => {
    while (next < count) {
      const n = next++
      results[n] = await work(n)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return results
}
