import { expectDone, moneyFromMedusa, moneyToMedusa, money, parseCurrency } from "@holdfast/kernel"
import { beforeAll, describe, expect, it } from "@jest/globals"
import type Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { isDeepStrictEqual } from "node:util"
import request from "supertest"
import type { DemoCurrency } from "../../src/seed/data/prices"
import { adminDesk } from "../support/admin-desk"
import { demoCatalogue, SPECIAL } from "../support/demo-catalogue"
import { type ExpectedLine, expectedTotals, grossOfOneMinor } from "../support/expected-totals"
import { runningShop } from "../support/running-shop"
import { signUp } from "../support/sign-up"
import { StockRoom } from "../support/stock-room"
import { type ShippingAddress, Storefront } from "../support/storefront"

const shop = runningShop()
const MUG = "HOM-MUG-CHK"
const COFFEE = "COF-HSE-250-WB"
const BOOK = "BOK-BRW"
const FLEECE_ON_SALE = "APP-FLC-M-OAT"
/** Ordinary and reduced tax, several of one article, and a sale price, in one cart. */
const LINES = [
  { sku: MUG, quantity: 3 },
  { sku: COFFEE, quantity: 2 },
  { sku: BOOK, quantity: 1 },
  { sku: FLEECE_ON_SALE, quantity: 1 },
]

interface Journey {
  readonly name: string
  readonly region: string
  readonly currency: DemoCurrency
  readonly pricesContainTax: boolean
  readonly address: ShippingAddress
}

const lives = (city: string, postal_code: string, country_code: string, province?: string): ShippingAddress => ({
  first_name: "Robin",
  last_name: "Example",
  address_1: "1 Example Street",
  city,
  postal_code,
  country_code,
  ...(province && { province }),
})

const US = { region: "United States", currency: "usd", pricesContainTax: false } as const
const EURO = { region: "Euro zone", currency: "eur", pricesContainTax: true } as const
const UK = { region: "United Kingdom", currency: "gbp", pricesContainTax: true } as const
const JP = { region: "Japan", currency: "jpy", pricesContainTax: true } as const
const JOURNEYS: readonly Journey[] = [
  { name: "New York", ...US, address: lives("Brooklyn", "11201", "us", "us-ny") },
  { name: "Germany", ...EURO, address: lives("Hamburg", "20457", "de") },
  { name: "France", ...EURO, address: lives("Lyon", "69002", "fr") },
  { name: "the United Kingdom", ...UK, address: lives("Leeds", "LS1 1AA", "gb") },
  { name: "Japan", ...JP, address: lives("Kyoto", "600-0000", "jp") },
]

let desk: Medusa
let stockRoom: StockRoom
let shoppers = 0

/** Nobody has used it before, also when the suite runs again on the same database. */
const newEmail = (): string => `robin-${Date.now()}-${(shoppers += 1)}@example.com`
const newStorefront = (): Storefront => new Storefront(shop.baseUrl, shop.publishableKey)

/** The host computes tax as an exact fraction and does not round it; people see and pay whole cents. */
const toTheCent = (amount: number, currency: string): bigint =>
  expectDone(moneyFromMedusa(amount, currency, "half_up")).amountMinor
/** For amounts that may have no more decimals than the currency: throws on a tenth of a cent. */
const exactMinor = (amount: number, currency: string): bigint =>
  expectDone(moneyFromMedusa(amount, currency)).amountMinor
const toMedusa = (amountMinor: bigint, currency: string): number =>
  Number(moneyToMedusa(money(amountMinor, expectDone(parseCurrency(currency)))))

function linesOf({ address, currency }: Journey): ExpectedLine[] {
  return LINES.map(({ sku, quantity }) => ({
    unitMinor: demoCatalogue.priceMinor(sku, currency),
    quantity,
    taxPercent: demoCatalogue.taxPercent(sku, address.country_code, address.province),
  }))
}

function expectationsOf(journey: Journey) {
  const { address, currency, pricesContainTax } = journey
  const lines = linesOf(journey)
  const [shippingName = "", shippingMinor = 0n] =
    [...demoCatalogue.shippingMinor(address.country_code, currency)].find(([name]) => name.startsWith("Standard")) ?? []
  const taxPercent = demoCatalogue.shippingTaxPercent(address.country_code, address.province)
  const totals = expectedTotals(lines, { unitMinor: shippingMinor, quantity: 1, taxPercent }, pricesContainTax)
  const mug = lines[0]
  if (!mug) throw new Error("The cart has no mug.")
  return { lines, shippingName, totals, refundMinor: grossOfOneMinor(mug, pricesContainTax) }
}

type Totals = Pick<HttpTypes.StoreOrder, "item_total" | "shipping_total" | "tax_total" | "total">
const totalsOf = ({ item_total, shipping_total, tax_total, total }: Totals, currency: string) => ({
  itemTotal: toTheCent(item_total, currency),
  shippingTotal: toTheCent(shipping_total, currency),
  taxTotal: toTheCent(tax_total, currency),
  total: toTheCent(total, currency),
})

async function paymentOf(orderId: string): Promise<HttpTypes.AdminPayment> {
  const { order } = await desk.admin.order.retrieve(orderId, {
    fields:
      "*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds",
  })
  const payment = order.payment_collections.flatMap(({ payments }) => payments ?? [])[0]
  if (!payment) throw new Error(`Order ${orderId} has no payment.`)
  return payment
}

const statesOf = async (orderId: string): Promise<readonly [string, string]> => {
  const { order } = await desk.admin.order.retrieve(orderId, { fields: "payment_status,fulfillment_status" })
  return [order.payment_status, order.fulfillment_status]
}

async function priceOnProductPage({ sdk }: Storefront, sku: string, regionId: string) {
  const { products } = await sdk.store.product.list({
    handle: demoCatalogue.variant(sku).product,
    region_id: regionId,
    fields: "handle,variants.sku,*variants.calculated_price",
  })
  const price = products[0]?.variants?.find((variant) => variant.sku === sku)?.calculated_price
  if (!price) throw new Error(`The product page shows no price for ${sku}.`)
  return price
}

/** Everything a storefront shows before the last click, and the click. */
async function buy(storefront: Storefront, journey: Journey, email: string): Promise<HttpTypes.StoreOrder> {
  const { region, currency, address, pricesContainTax } = journey
  const { lines, shippingName, totals } = expectationsOf(journey)
  const { id: regionId } = await storefront.region(region)

  for (const [at, { sku }] of LINES.entries()) {
    const price = await priceOnProductPage(storefront, sku, regionId)
    expect(exactMinor(price.calculated_amount ?? 0, currency)).toBe(lines[at]?.unitMinor)
    expect(price).toMatchObject({ currency_code: currency, is_calculated_price_tax_inclusive: pricesContainTax })
  }
  const cart = await storefront.fillCart({ region, email, address, lines: LINES, shipping: "Standard" })
  expect(totalsOf(cart, currency)).toEqual(totals)
  const { cart: chosen } = await storefront.sdk.store.cart.retrieve(cart.id, { fields: "shipping_methods.name" })
  expect(chosen.shipping_methods?.map(({ name }) => name)).toEqual([shippingName])

  const { shipping_options } = await storefront.sdk.store.fulfillment.listCartOptions({ cart_id: cart.id })
  const offered = new Map(shipping_options.map(({ name, amount }) => [name, exactMinor(amount, currency)]))
  expect(offered).toEqual(demoCatalogue.shippingMinor(address.country_code, currency))

  const order = await storefront.complete(cart.id)
  expect(order.email).toBe(email)
  expect(order.currency_code).toBe(currency)
  expect(totalsOf(order, currency)).toEqual(totals)
  return order
}

/** What the merchant does with an order, from the money to the doorstep. */
async function captureAndDeliver(orderId: string, currency: string, totalMinor: bigint): Promise<void> {
  const { id: paymentId, amount } = await paymentOf(orderId)
  expect(toTheCent(amount, currency)).toBe(totalMinor)
  expect(await statesOf(orderId)).toEqual(["authorized", "not_fulfilled"])

  await desk.admin.payment.capture(paymentId, {})
  expect(await statesOf(orderId)).toEqual(["captured", "not_fulfilled"])
  const captured = (await paymentOf(orderId)).captures ?? []
  expect(captured.map((capture) => toTheCent(Number(capture.amount), currency))).toEqual([totalMinor])

  const { order } = await desk.admin.order.retrieve(orderId, { fields: "*items" })
  const items = order.items.map(({ id, quantity }) => ({ id, quantity }))
  await desk.admin.order.createFulfillment(orderId, { items })
  expect(await statesOf(orderId)).toEqual(["captured", "fulfilled"])

  const { order: packed } = await desk.admin.order.retrieve(orderId, { fields: "*fulfillments" })
  const fulfillmentId = packed.fulfillments?.[0]?.id ?? ""
  await desk.admin.order.createShipment(orderId, fulfillmentId, {
    items,
    labels: [
      { tracking_number: "HF-1", tracking_url: "https://example.com/HF-1", label_url: "https://example.com/HF-1.pdf" },
    ],
  })
  expect(await statesOf(orderId)).toEqual(["captured", "shipped"])
  await desk.admin.order.markAsDelivered(orderId, fulfillmentId)
  expect(await statesOf(orderId)).toEqual(["captured", "delivered"])
}

/** Gives one mug's money back, with its tax. */
async function refundOneMug(orderId: string, currency: string, refundMinor: bigint): Promise<void> {
  const { id: paymentId } = await paymentOf(orderId)
  await desk.admin.payment.refund(paymentId, { amount: toMedusa(refundMinor, currency) })
  const refunds = (await paymentOf(orderId)).refunds ?? []
  expect(refunds.map(({ amount }) => exactMinor(Number(amount), currency))).toEqual([refundMinor])
  expect(await statesOf(orderId)).toEqual(["partially_refunded", "delivered"])
}

beforeAll(async () => {
  desk = await adminDesk(shop)
  stockRoom = new StockRoom(desk)
  const parts = demoCatalogue.variant(SPECIAL.kit).parts.map(({ part }) => part)
  for (const sku of new Set([...LINES.map((line) => line.sku), ...parts])) await stockRoom.topUp(sku, 60)
})

describe("the first order", () => {
  for (const journey of JOURNEYS) {
    for (const buyer of ["guest", "registered customer"] as const) {
      it(`sells 4 articles to a ${buyer} in ${journey.name}, delivers them and gives 1 back, to the cent`, async () => {
        const storefront = newStorefront()
        const email = newEmail()
        if (buyer === "registered customer") await signUp(storefront, email)
        const { totals, refundMinor } = expectationsOf(journey)

        const order = await buy(storefront, journey, email)
        await captureAndDeliver(order.id, journey.currency, totals.total)
        await refundOneMug(order.id, journey.currency, refundMinor)

        const mine = storefront.sdk.store.order.list({ fields: "id" })
        if (buyer === "guest") await expect(mine).rejects.toMatchObject({ status: 401 })
        else expect((await mine).orders.map(({ id }) => id)).toEqual([order.id])
      })
    }
  }

  it("moves whole yen only: prices, shipping, total, payment, capture and refund", async () => {
    const journey = JOURNEYS.find(({ currency }) => currency === "jpy")
    if (!journey) throw new Error("No journey leads to Japan.")
    const { refundMinor, totals } = expectationsOf(journey)
    const order = await buy(newStorefront(), journey, newEmail())
    await captureAndDeliver(order.id, "jpy", totals.total)
    await refundOneMug(order.id, "jpy", refundMinor)

    const { amount, captures, refunds } = await paymentOf(order.id)
    const prices = order.items?.flatMap(({ unit_price, total }) => [unit_price, total]) ?? []
    const moved = [
      ...prices,
      ...[order.item_total, order.shipping_total, order.total, amount],
      ...(captures ?? []).map((capture) => Number(capture.amount)),
      ...(refunds ?? []).map((refund) => Number(refund.amount)),
    ]
    expect(moved).toHaveLength(14)
    expect(moved.filter((yen) => !Number.isInteger(yen))).toEqual([])
  })
})

describe("stock", () => {
  const inNewYork = lives("Brooklyn", "11201", "us", "us-ny")

  it("refuses a sold-out compass at the cart and says that 0 are available", async () => {
    const storefront = newStorefront()
    const { id: regionId } = await storefront.region("United States")
    const { id: variantId, inventory_quantity } = await storefront.variant(SPECIAL.soldOut, regionId)
    expect(inventory_quantity).toBe(0)
    const { cart } = await storefront.sdk.store.cart.create({ region_id: regionId })

    const answer = await request(shop.baseUrl)
      .post(`/store/carts/${cart.id}/line-items`)
      .set("x-publishable-api-key", shop.publishableKey)
      .send({ variant_id: variantId, quantity: 1 })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: "insufficient_inventory", message: expect.stringMatching(/0 available/) })
    expect((await storefront.sdk.store.cart.retrieve(cart.id)).cart.items).toEqual([])
  })

  it("holds the last 5 lanterns for the first of 2 carts, sells them to it, and has 5 again when the order is canceled", async () => {
    const fillCart = () =>
      newStorefront().fillCart({
        region: "United States",
        email: newEmail(),
        address: inNewYork,
        lines: [{ sku: SPECIAL.fiveLeft, quantity: 5 }],
        shipping: "Standard",
      })
    const first = await fillCart()
    await expect(fillCart()).rejects.toThrow(/0 available/)
    const order = await newStorefront().complete(first.id)
    try {
      expect(await stockRoom.units(SPECIAL.fiveLeft)).toEqual({ onHand: 5, reserved: 5 })
    } finally {
      await desk.admin.order.cancel(order.id)
    }
    expect(await stockRoom.units(SPECIAL.fiveLeft)).toEqual({ onHand: 5, reserved: 0 })
  })

  it("takes 2 kits from the shelf as 2 drippers, 2 servers, 4 packs of papers and 2 bags of coffee", async () => {
    const { parts } = demoCatalogue.variant(SPECIAL.kit)
    expect(parts.map(({ quantity }) => quantity * 2)).toEqual([2, 2, 4, 2])
    const before = await Promise.all(parts.map(({ part }) => stockRoom.units(part)))
    const after = async () => Promise.all(parts.map(({ part }) => stockRoom.units(part)))

    const order = await newStorefront().buy({
      region: "United States",
      email: newEmail(),
      address: inNewYork,
      lines: [{ sku: SPECIAL.kit, quantity: 2 }],
      shipping: "Standard",
    })
    const reserved = parts.map(({ quantity }, at) => ({
      onHand: before[at]?.onHand ?? 0,
      reserved: (before[at]?.reserved ?? 0) + quantity * 2,
    }))
    expect(await shownAs(reserved, after)).toEqual(reserved)

    const { order: placed } = await desk.admin.order.retrieve(order.id, {
      fields: "*items,*payment_collections.payments",
    })
    for (const { id } of placed.payment_collections[0]?.payments ?? []) await desk.admin.payment.capture(id, {})
    await desk.admin.order.createFulfillment(order.id, {
      items: placed.items.map(({ id, quantity }) => ({ id, quantity })),
    })
    expect(await after()).toEqual(
      parts.map(({ quantity }, at) => ({
        onHand: (before[at]?.onHand ?? 0) - quantity * 2,
        reserved: before[at]?.reserved,
      })),
    )
  })
})

/** What the host shows of units that are held follows what is counted; it is never older than 5 seconds. */
async function shownAs<T>(expected: T, read: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 5_000; ;) {
    const shown = await read()
    if (isDeepStrictEqual(shown, expected) || performance.now() > until) return shown
  }
}

describe("the raw API", () => {
  it("answers /health with 200", async () => {
    await request(shop.baseUrl).get("/health").expect(200, "OK")
  })

  it("answers 400 to a store call without a publishable key, and names the header", async () => {
    const answer = await request(shop.baseUrl).get("/store/products")
    expect(answer.status).toBe(400)
    expect(answer.body.message).toContain("x-publishable-api-key")
  })

  it("serves the picture of a product as image/svg+xml under the address the product gives", async () => {
    const { products } = await newStorefront().sdk.store.product.list({ handle: "brass-compass", fields: "thumbnail" })
    const address = new URL(products[0]?.thumbnail ?? "")
    const answer = await request(shop.baseUrl).get(address.pathname)
    expect(answer.status).toBe(200)
    expect(answer.headers["content-type"]).toContain("image/svg+xml")
    expect(String(answer.body)).toContain("Brass Compass")
  })
})
