import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { randomUUID } from "node:crypto"
import { Client } from "pg"
import { ShopClient, type Answer } from "../../prove/idempotency/shop-client"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

const { baseUrl, publishableKey, databaseUrl } = runningShop()
const client = new ShopClient(baseUrl, publishableKey)
const storefront = new Storefront(baseUrl, publishableKey)
const database = new Client({ connectionString: databaseUrl })

const ADDRESS = {
  first_name: "Grace",
  last_name: "Hopper",
  address_1: "Unter den Linden 1",
  city: "Berlin",
  postal_code: "10117",
  country_code: "de",
}

interface Body {
  readonly region_id: string
  readonly email: string
  readonly items: readonly { readonly variant_id: string; readonly quantity: number }[]
  readonly shipping_address: object
  readonly shipping_option_id?: string | undefined
  readonly payment?: { readonly provider_id: string; readonly data?: object } | undefined
  readonly codes?: readonly string[]
}
let body: Body

beforeAll(async () => {
  await database.connect()
  const [sku = "", other = ""] = await storefront.skusInStock("Euro zone")
  const region = await storefront.region("Euro zone")
  const variants = [await storefront.variant(sku, region.id), await storefront.variant(other, region.id)]
  const cart = await storefront.fillCart({
    region: "Euro zone",
    email: "first@example.com",
    address: ADDRESS,
    lines: [{ sku, quantity: 1 }],
  })
  body = {
    region_id: region.id,
    email: "grace@example.com",
    items: variants.map(({ id }) => ({ variant_id: id, quantity: 2 })),
    shipping_address: ADDRESS,
    shipping_option_id: cart.shipping_methods?.[0]?.shipping_option_id,
    payment: { provider_id: "pp_system_default" },
  }
})
afterAll(() => database.end())

const buy = (key: string | undefined, change: object = {}) =>
  client.send("/store/checkout", { body: { ...body, ...change }, ...(key !== undefined && { key }) })
const orderOf = ({ json, text }: Answer) => {
  const { order } = json as { order?: { id: string; total: number; email: string; items: { quantity: number }[] } }
  if (!order) throw new Error(`No order was answered: ${text.slice(0, 500)}`)
  return order
}

const dieBeforeAnswer = (key: string) =>
  database.query(
    "update checkout_idempotency_key set state = 'running', status = null, body = null, lease_until = now() where key = $1",
    [key],
  )

const TABLES = [
  "cart",
  "cart_line_item",
  "cart_address",
  "cart_payment_collection",
  "payment_collection",
  "payment_session",
  "atp_hold",
  '"order"',
] as const
/** Rows that are there, and holds that are open. */
async function rows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of TABLES) {
    const only = table === "atp_hold" ? "" : "where deleted_at is null"
    const { rows } = await database.query<{ n: string }>(`select count(*) as n from ${table} ${only}`)
    counts[table] = Number(rows[0]?.n)
  }
  return counts
}

describe("POST /store/checkout", () => {
  it("makes an order of 2 lines in 1 request, answers as a completion, and answers it again", async () => {
    const key = randomUUID()
    const first = await buy(key)
    const order = orderOf(first)
    expect(first.json["type"]).toBe("order")
    expect(order.email).toBe("grace@example.com")
    expect(order.items.map(({ quantity }) => quantity)).toEqual([2, 2])
    const again = await buy(key)
    expect([again.text, again.replayed]).toEqual([first.text, true])
  })

  it("makes the order that the host's eight requests make", async () => {
    const order = orderOf(await buy(randomUUID()))
    const cart = await storefront.fillCart({
      region: "Euro zone",
      email: body.email,
      address: ADDRESS,
      lines: (await storefront.skusInStock("Euro zone")).slice(0, 2).map((sku) => ({ sku, quantity: 2 })),
    })
    const peer = await storefront.complete(cart.id)
    expect(order.total).toBe(peer.total)
  })

  it("finds its order when the process died before it answered", async () => {
    const key = randomUUID()
    const order = orderOf(await buy(key))
    await dieBeforeAnswer(key)
    expect(orderOf(await buy(key)).id).toBe(order.id)
  })

  it("finds its cart when it failed before the order, makes what is missing, and makes no second cart", async () => {
    const key = randomUUID()
    // The completion cannot begin, so everything is there but the order.
    await database.query(`
      create function whole_checkout_fails() returns trigger language plpgsql as $$ begin raise 'on purpose'; end $$;
      create trigger whole_checkout_fails before insert on checkout_attempt
        for each row execute function whole_checkout_fails()`)
    const failed = await buy(key)
    await database.query("drop function whole_checkout_fails() cascade")
    expect(failed.status).toBe(500)

    const { rows: carts } = await database.query<{ id: string }>("select id from cart order by created_at desc limit 1")
    const cartId = carts[0]?.id
    await database.query("delete from cart_payment_collection where cart_id = $1", [cartId])
    await database.query("delete from cart_shipping_method where cart_id = $1", [cartId])
    const before = await rows()
    const order = orderOf(await buy(key))
    const after = await rows()
    expect([after["cart"], after['"order"']]).toEqual([before["cart"], (before['"order"'] ?? 0) + 1])
    const { rows: links } = await database.query<{ cart_id: string }>(
      "select cart_id from order_cart where order_id = $1",
      [order.id],
    )
    expect(links).toEqual([{ cart_id: cartId }])
  })

  it("makes 1 order of 6 that come together", async () => {
    const key = randomUUID()
    const before = (await rows())['"order"'] ?? 0
    const answers = await Promise.all(Array.from({ length: 6 }, () => buy(key)))
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect(new Set(answers.filter(({ status }) => status === 200).map((answer) => orderOf(answer).id)).size).toBe(1)
    expect((await rows())['"order"']).toBe(before + 1)
  })

  it.each<[string, () => object, string, string]>([
    [
      "a variant that is not there",
      () => ({ items: [{ variant_id: "variant_0", quantity: 1 }] }),
      "items.0.variant_id",
      "variant_unknown",
    ],
    ["a quantity of 0", () => ({ items: [{ ...body.items[0], quantity: 0 }] }), "items.0.quantity", "field_invalid"],
    ["no items", () => ({ items: [] }), "items", "field_invalid"],
    ["a field that is not there", () => ({ coupon: "SALE" }), "coupon", "field_unknown"],
    ["no email", () => ({ email: undefined }), "email", "field_missing"],
    [
      "an address without a city",
      () => ({ shipping_address: { ...ADDRESS, city: undefined } }),
      "shipping_address.city",
      "field_missing",
    ],
    [
      "a country elsewhere",
      () => ({ shipping_address: { ...ADDRESS, country_code: "jp" } }),
      "shipping_address.country_code",
      "country_not_in_region",
    ],
    ["a region that is not there", () => ({ region_id: "reg_0" }), "region_id", "region_unknown"],
    ["another currency", () => ({ currency_code: "xts" }), "currency_code", "currency_not_of_region"],
    [
      "a shipping option that is not there",
      () => ({ shipping_option_id: "so_0" }),
      "shipping_option_id",
      "shipping_option_unknown",
    ],
    ["no shipping option", () => ({ shipping_option_id: undefined }), "shipping_option_id", "shipping_option_missing"],
    [
      "a provider that is not there",
      () => ({ payment: { provider_id: "pp_0" } }),
      "payment.provider_id",
      "payment_provider_unavailable",
    ],
    ["no payment", () => ({ payment: undefined }), "payment", "payment_missing"],
    ["a code that is not there", () => ({ codes: ["NO-SUCH-CODE"] }), "codes.0", "code_unknown"],
    [
      "a character 0",
      () => ({ payment: { provider_id: "pp_system_default", data: { note: "\u0000" } } }),
      "payment.data",
      "field_invalid",
    ],
  ])("refuses %s with its field and a code, and leaves nothing behind", async (_what, change, field, code) => {
    const before = await rows()
    const key = randomUUID()
    const refused = await buy(key, change())
    expect([refused.status, refused.json["errors"]]).toEqual([400, [expect.objectContaining({ field, code })]])
    expect(await rows()).toEqual(before)
  })

  it("leaves the key free when it refused, and then makes the mended order", async () => {
    const key = randomUUID()
    expect((await buy(key, { shipping_option_id: undefined })).status).toBe(400)
    orderOf(await buy(key))
  })

  it("refuses a shipping option of another country when the cart is there already, and leaves nothing behind", async () => {
    const { rows: options } = await database.query<{ id: string }>(
      `select so.id from shipping_option so join geo_zone gz on gz.service_zone_id = so.service_zone_id
        where so.deleted_at is null and gz.country_code = 'jp' limit 1`,
    )
    const before = await rows()
    const refused = await buy(randomUUID(), { shipping_option_id: options[0]?.id })
    expect([refused.status, refused.json["errors"]]).toEqual([
      400,
      [expect.objectContaining({ field: "shipping_option_id" })],
    ])
    expect(await rows()).toEqual(before)
  })

  it("refuses more units than there are, and leaves nothing behind", async () => {
    const before = await rows()
    const refused = await buy(randomUUID(), { items: [{ ...body.items[0], quantity: 1_000_000 }] })
    expect([refused.status, refused.json["errors"]]).toEqual([400, [expect.objectContaining({ field: "items" })]])
    expect(await rows()).toEqual(before)
  })
})
