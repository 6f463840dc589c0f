import { afterAll, beforeAll, expect, it } from "@jest/globals"
import fc from "fast-check"
import { Client } from "pg"
import type { Test } from "supertest"
import { arbitraryRequest, type ArbitraryRequest, type Known } from "../support/arbitrary-request"
import { dayFromToday } from "../support/day-from-today"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"
import { addressOf, stockRoutes } from "../support/stock-routes"
import { Storefront } from "../support/storefront"

const REQUESTS = 800
const shop = runningShop()
const database = new Client({ connectionString: shop.databaseUrl })
let own: OwnStock
let bowl: Article
let known: Known

beforeAll(async () => {
  await database.connect()
  own = await OwnStock.open(shop, "Fuzz")
  bowl = await own.article("FUZZ-BOWL", { [own.berlin.id]: 50, [own.seattle.id]: 50 })
  const region = await new Storefront(shop.baseUrl, shop.publishableKey).region("United States")
  const { sdk } = new Storefront(shop.baseUrl, own.publishableKey)
  const { cart } = await sdk.store.cart.create({
    region_id: region.id,
    items: [{ variant_id: bowl.variantId, quantity: 5 }],
  })
  const due = { item_id: bowl.itemId, quantity: 20, expected_day: dayFromToday(10) }
  const receipt = { ...due, id: "fuzz-receipt", location_id: own.berlin.id }
  await own.merchant.post("/admin/atp/receipts", receipt)
  const ends = { from_location_id: own.seattle.id, to_location_id: own.berlin.id }
  await own.merchant.post("/admin/atp/transfers", { ...due, id: "fuzz-transfer", ...ends })
  known = {
    item: bowl.itemId,
    here: own.berlin.id,
    there: own.seattle.id,
    cart: cart.id,
    receipt: "fuzz-receipt",
    transfer: "fuzz-transfer",
    channel: own.channelId,
    variant: bowl.variantId,
    today: dayFromToday(0),
    soon: dayFromToday(3),
  }
})
afterAll(() => own.close().finally(() => database.end()))

/**
 * All that is kept about stock, in one line. Other suites' carts lapse meanwhile, so what only holds of theirs change is
 * left out: of the counters `held`, of the ledger the rows that move nothing else.
 */
const stock = async (): Promise<unknown> => {
  const { rows } = await database.query(
    `select
       (select md5(string_agg(concat_ws(' ', item_id, location_id, on_hand, in_fulfilment, allocated, transit_out,
          transit_in, safety_stock, backordered, decimals), ',' order by item_id, location_id)) from atp_stock_level) as levels,
       (select concat_ws(' ', count(*), max(id)) from atp_movement where kind <> 'hold_changed'
          and (on_hand, in_fulfilment, allocated, transit_out, transit_in, safety_stock) <> (0, 0, 0, 0, 0, 0)) as ledger,
       (select md5(string_agg(r::text, ',' order by id)) from atp_receipt r) as receipts,
       (select md5(string_agg(t::text, ',' order by id)) from atp_transfer t) as transfers,
       (select md5(string_agg(h::text, ',' order by location_id)) from atp_hold h where hold_id = $1) as hold,
       (select md5(string_agg(p::text, ',' order by item_id)) from atp_item_policy p) as item_policies,
       (select md5(string_agg(p::text, ',' order by sales_channel_id)) from atp_channel_policy p) as channel_policies,
       (select md5(string_agg(p::text, ',' order by location_id)) from atp_location_policy p) as location_policies,
       (select count(*)::int from atp_act) as acts`,
    [known.cart],
  )
  return rows[0]
}

const named = (said: string) =>
  said.replaceAll(/\{(\w+)\}/g, (all, name: string) => (known as Readonly<Record<string, string>>)[name] ?? all)

function send({ route, ids, query, contentType, body }: ArbitraryRequest): Test {
  const address = addressOf(route, ids.map(named))
  const { merchant } = own
  // encodeURIComponent wrote the braces of a name as %7B and %7D.
  const asked = named(query.replaceAll(/%7B(\w+)%7D/g, "{$1}"))
  if (route.method === "GET") {
    return merchant.get(address, asked).set("x-publishable-api-key", own.publishableKey)
  }
  if (route.method === "DELETE") return merchant.delete(address)
  return merchant.post(address, named(body)).set("content-type", contentType)
}

/** What was made last is what the next requests are about. */
function meet(made: Record<string, unknown>): void {
  for (const name of ["receipt", "transfer"] as const) {
    const { id } = (made[name] ?? {}) as { readonly id?: string }
    if (id) known = { ...known, [name]: id }
  }
}

it(`answers ${REQUESTS} arbitrary requests without an error of its own; what it refuses, it explains and does not do`, async () => {
  const seen = { taken: 0, refused: 0 }
  let before = await stock()
  await fc.assert(
    fc.asyncProperty(arbitraryRequest(stockRoutes()), async (asked) => {
      const { status, body, text } = await send(asked)
      const answer = { status, said: text.slice(0, 500) }
      const after = await stock()
      if (status >= 500) throw new Error(`Not to be answered like this: ${JSON.stringify(answer)}`)
      if (status >= 400) {
        const { message, code, type } = body as Record<string, unknown>
        expect({ answer, message, named: code ?? type }).toEqual({
          answer,
          message: expect.stringMatching(/\S/),
          named: expect.stringMatching(/\S/),
        })
        expect({ answer, stock: after }).toEqual({ answer, stock: before })
      }
      if (asked.route.method === "GET") expect(after).toEqual(before)
      if (status < 400) meet(body as Record<string, unknown>)
      before = after
      seen[status >= 400 ? "refused" : "taken"] += 1
    }),
    // A request changes what the next one meets, so a shorter one would not be the same story: the seed tells it again.
    { numRuns: REQUESTS, endOnFailure: true },
  )
  expect(seen.taken).toBeGreaterThan(REQUESTS / 10)
  expect(seen.refused).toBeGreaterThan(REQUESTS / 10)
})

it("leaves counters of 2 levels that are what the ledger adds up to", async () => {
  const { rows } = await database.query(
    `select s.location_id, s.on_hand - sum(m.on_hand) as on_hand, s.allocated - sum(m.allocated) as allocated,
            s.held - sum(m.held) as held, s.transit_out - sum(m.transit_out) as transit_out,
            s.transit_in - sum(m.transit_in) as transit_in, s.safety_stock - sum(m.safety_stock) as safety_stock
       from atp_stock_level s join atp_movement m on m.item_id = s.item_id and m.location_id = s.location_id
      where s.item_id = $1 group by s.item_id, s.location_id`,
    [bowl.itemId],
  )
  const none = { on_hand: 0, allocated: 0, held: 0, transit_out: 0, transit_in: 0, safety_stock: 0 }
  const differences = rows.map((row: Record<string, string>) => {
    const { location_id: _, ...rest } = row
    return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Number(value)]))
  })
  expect(differences).toEqual([none, none])
})
