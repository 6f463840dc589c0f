import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { randomUUID } from "node:crypto"
import { Client } from "pg"
import { RULES } from "../../prove/idempotency/rules"
import { ShopClient, type Answer, type Asked } from "../../prove/idempotency/shop-client"
import { ShopUnderTest } from "../../prove/idempotency/shop-under-test"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

const { baseUrl, publishableKey, databaseUrl } = runningShop()
const client = new ShopClient(baseUrl, publishableKey)
const storefront = new Storefront(baseUrl, publishableKey)
const database = new Client({ connectionString: databaseUrl })

const ADDRESS = {
  first_name: "Ada",
  last_name: "Lovelace",
  address_1: "Unter den Linden 1",
  city: "Berlin",
  postal_code: "10117",
  country_code: "de",
}

let shop: ShopUnderTest
let sku: string

beforeAll(async () => {
  await database.connect()
  shop = await ShopUnderTest.open(client)
  sku = (await storefront.skusInStock("Euro zone"))[0] ?? ""
})
afterAll(() => database.end())

const fillCart = () =>
  storefront.fillCart({
    region: "Euro zone",
    email: `${randomUUID()}@example.com`,
    address: ADDRESS,
    lines: [{ sku, quantity: 1 }],
  })
const complete = (cartId: string, asked: Asked = {}) => client.send(`/store/carts/${cartId}/complete`, asked)
const orderIdOf = ({ json, text }: Answer): string => {
  const { order } = json as { order?: { id: string } }
  if (!order) throw new Error(`No order was answered: ${text.slice(0, 300)}`)
  return order.id
}
const countOf = async (sql: string, ...params: unknown[]) =>
  Number((await database.query<{ n: string }>(sql, params)).rows[0]?.n)

/** The process that carried the request out has died after the effect and before the answer. */
const dieBeforeAnswer = (key: string) =>
  database.query(
    `update checkout_idempotency_key set state = 'running', status = null, body = null, lease_until = now() where key = $1`,
    [key],
  )

describe("the running shop's idempotency keys", () => {
  it.each(RULES.map((rule) => [rule.name, rule] as const))("%s", async (_name, rule) => {
    await rule.check(shop)
  })

  it("gives a completion's order again under its key, and makes 1 order of 3 requests", async () => {
    const cart = await fillCart()
    const key = randomUUID()
    const first = await complete(cart.id, { key })
    const again = [await complete(cart.id, { key }), await complete(cart.id, { key })]
    expect(again.map(({ text, replayed }) => [text, replayed])).toEqual([
      [first.text, true],
      [first.text, true],
    ])
    expect(await countOf("select count(*) as n from order_cart where cart_id = $1", cart.id)).toBe(1)
  })

  it("makes 1 order of 8 completions without a key that come together, and tells all 8 of it", async () => {
    const cart = await fillCart()
    const answers = await Promise.all(Array.from({ length: 8 }, () => complete(cart.id)))
    expect(new Set(answers.map(orderIdOf)).size).toBe(1)
    const late = await complete(cart.id)
    expect([late.replayed, orderIdOf(late)]).toEqual([true, orderIdOf(answers[0] ?? late)])
  })

  it("finds the order of a completion whose process died before it answered", async () => {
    const cart = await fillCart()
    const key = randomUUID()
    const order = orderIdOf(await complete(cart.id, { key }))
    await dieBeforeAnswer(key)
    const found = await complete(cart.id, { key })
    expect([found.status, found.replayed, orderIdOf(found)]).toEqual([200, false, order])
    expect((await complete(cart.id, { key })).replayed).toBe(true)
    expect(await countOf("select count(*) as n from order_cart where cart_id = $1", cart.id)).toBe(1)
  })

  it("does not put units into a cart twice when the process died, and says to read the cart", async () => {
    const { json } = await shop.createCart()
    const { id } = json["cart"] as { id: string }
    const { region_id: regionId } = json["cart"] as { region_id: string }
    const variant = await storefront.variant(sku, regionId)
    const key = randomUUID()
    const asked = { key, body: { variant_id: variant.id, quantity: 1 } }
    expect((await client.send(`/store/carts/${id}/line-items`, asked)).status).toBe(200)
    await dieBeforeAnswer(key)
    const again = await client.send(`/store/carts/${id}/line-items`, asked)
    expect([again.status, again.json["code"]]).toEqual([409, "idempotency_outcome_unknown"])
    const read = await client.send(`/store/carts/${id}`, { method: "GET" })
    expect((read.json["cart"] as { items: { quantity: number }[] }).items.map(({ quantity }) => quantity)).toEqual([1])
  })

  it("is told 409 while the first request's process lives", async () => {
    const key = randomUUID()
    await shop.createCart({ key })
    await database.query(
      `update checkout_idempotency_key set state = 'running', status = null, lease_until = now() + interval '20 seconds' where key = $1`,
      [key],
    )
    const early = await shop.createCart({ key })
    expect([early.status, early.json["code"]]).toEqual([409, "idempotency_key_in_use"])
    expect(Number(early.headers["retry-after"])).toBeGreaterThan(0)
  })
})
