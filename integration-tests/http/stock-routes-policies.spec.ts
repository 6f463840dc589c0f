import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { dayFromToday } from "../support/day-from-today"
import { expectRefused } from "../support/expect-refused"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"

let own: OwnStock
let merchant: OwnStock["merchant"]
let tea: Article

beforeAll(async () => {
  own = await OwnStock.open(runningShop(), "Policies")
  merchant = own.merchant
  tea = await own.article("POLICIES-TEA", { [own.berlin.id]: 10 })
})
afterAll(() => own.close())

describe("/admin/atp/item-policies", () => {
  const path = () => `/admin/atp/item-policies/${tea.itemId}`
  const policy = async () => (await merchant.get(path())).body.item_policy

  it("has none at first, keeps what is sent, and takes 1 rule away with null", async () => {
    expect(await policy()).toBeNull()
    const released = dayFromToday(20)
    await merchant.post(path(), { lead_time_days: 5, backorder_limit: 3, preorder_release_day: released })
    const { body } = await merchant.post(path(), { preorder_release_day: null, preorder_cap: 7 })
    expect(body.item_policy).toEqual({
      item_id: tea.itemId,
      decimals: null,
      lead_time_days: 5,
      backorder_limit: 3,
      preorder_cap: 7,
      preorder_release_day: null,
    })
    expect(await policy()).toEqual(body.item_policy)
    expect((await merchant.get(`/admin/atp/items/${tea.itemId}`)).body.policy).toMatchObject({ lead_time_days: 5 })
  })

  it("refuses 4 decimals, -1 days, yesterday, 30 February, an unknown field and an unknown item", async () => {
    const before = await policy()
    expectRefused(await merchant.post(path(), { decimals: 4 }), "quantity_invalid", "decimals", "4")
    expectRefused(await merchant.post(path(), { lead_time_days: -1 }), "quantity_invalid", "lead_time_days", "-1")
    const past = { preorder_release_day: dayFromToday(-1) }
    expectRefused(await merchant.post(path(), past), "date_in_past", "preorder_release_day")
    const never = { preorder_release_day: "2027-02-30" }
    expectRefused(await merchant.post(path(), never), "date_invalid", "2027-02-30")
    expectRefused(await merchant.post(path(), { colour: "green" }), "request_invalid", "colour")
    const unknown = "/admin/atp/item-policies/iitem_none"
    expectRefused(await merchant.post(unknown, { decimals: 1 }), "inventory_item_unknown", "iitem_none")
    expectRefused(await merchant.get(unknown), "inventory_item_unknown", "iitem_none")
    expect(await policy()).toEqual(before)
  })
})

describe("/admin/atp/channel-policies", () => {
  it("gives a channel its own policy beside everybody's, and refuses a cap below a hold's 900 seconds", async () => {
    const path = `/admin/atp/channel-policies/${own.channelId}`
    await merchant.post(path, { hold_at: "payment", guest_ttl_seconds: 600, strategy: "nearest" })
    const list = async () => (await merchant.get("/admin/atp/channel-policies")).body.channel_policies
    const mine = {
      sales_channel_id: own.channelId,
      hold_at: "payment",
      guest_ttl_seconds: 600,
      customer_ttl_seconds: 1_800,
      cap_seconds: 7_200,
      grace_seconds: 600,
      strategy: "nearest",
    }
    expect(await list()).toEqual(
      expect.arrayContaining([mine, expect.objectContaining({ sales_channel_id: "*", hold_at: "cart" })]),
    )
    expectRefused(await merchant.post(path, { cap_seconds: 900 }), "policy_invalid", "cap_seconds", "1800")
    expectRefused(await merchant.post(path, { strategy: "cheapest" }), "policy_invalid", "strategy", "nearest")
    expectRefused(await merchant.post(path, { hold_at: "later" }), "request_invalid", "hold_at")
    expectRefused(await merchant.post(path, { guest_ttl_seconds: 0 }), "quantity_invalid", "guest_ttl_seconds")
    const unknown = await merchant.post("/admin/atp/channel-policies/sc_none", { hold_at: "never" })
    expectRefused(unknown, "sales_channel_unknown", "sc_none")
    expect(await list()).toEqual(expect.arrayContaining([mine]))
  })
})

describe("/admin/atp/location-policies", () => {
  it("ranks a location 7th with its costs, and refuses -1, half a cent and an unknown location", async () => {
    const path = `/admin/atp/location-policies/${own.berlin.id}`
    await merchant.post(path, { priority: 7, cost_per_shipment_minor: 490, cost_per_unit_minor: 15 })
    const { body } = await merchant.post(path, { cost_per_unit_minor: null })
    const mine = {
      location_id: own.berlin.id,
      priority: 7,
      cost_per_shipment_minor: 490,
      cost_per_unit_minor: null,
    }
    expect(body.location_policy).toEqual(mine)
    expectRefused(await merchant.post(path, { priority: -1 }), "quantity_invalid", "priority", "-1")
    const half = await merchant.post(path, { cost_per_shipment_minor: 0.5 })
    expectRefused(half, "quantity_invalid", "cost_per_shipment_minor", "0.5")
    const unknown = await merchant.post("/admin/atp/location-policies/sloc_none", { priority: 1 })
    expectRefused(unknown, "stock_location_unknown", "sloc_none")
    const all = (await merchant.get("/admin/atp/location-policies")).body.location_policies
    expect(all).toEqual(expect.arrayContaining([mine]))
  })
})

describe("/admin/atp/import and /admin/atp/export", () => {
  /** More than the 100 kB that the host takes of other routes. */
  const ROWS = 2_500
  const sheet = (rows: readonly string[]) => ["id,sku,location_id,quantity,expected_day,note", ...rows].join("\n")
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      [`policies-${i}`, tea.sku, own.berlin.id, 10, dayFromToday(30), "by ship"].join(","),
    )
  const take = (kind: string, csv: string, dry_run = false) =>
    merchant.post("/admin/atp/import", { kind, csv, dry_run })
  const receipts = async () => (await merchant.get("/admin/atp/receipts", { item_id: tea.itemId })).body.count
  const exported = async (kind: string) => merchant.get("/admin/atp/export", { kind })

  it("rehearses 2500 receipts, and changes nothing when row 900 is bad", async () => {
    const good = rows(ROWS)
    expect((await take("receipts", sheet(good), true)).body).toEqual({ rows: ROWS, changed: ROWS })
    expect(await receipts()).toBe(0)
    const bad = good.with(898, good[898]!.replace(",10,", ",ten,"))
    for (const dryRun of [true, false]) {
      const refused = await take("receipts", sheet(bad), dryRun)
      expectRefused(refused, "import_row_invalid", "Row 900", "quantity", '"ten"')
      expect(await receipts()).toBe(0)
    }
  })

  it("takes 3 receipts once, exports them, and changes 1 whose quantity was edited", async () => {
    const three = sheet(rows(3))
    expect((await take("receipts", three)).body).toEqual({ rows: 3, changed: 3 })
    expect((await take("receipts", three)).body).toEqual({ rows: 3, changed: 0 })
    const out = await exported("receipts")
    expect(out.headers["content-type"]).toMatch(/^text\/csv/)
    expect(out.headers["content-disposition"]).toContain("receipts.csv")
    expect(out.text).toContain("policies-2")
    // The first row's.
    const edited = three.replace(",10,", ",12,")
    expect((await take("receipts", edited)).body).toEqual({ rows: 3, changed: 1 })
    expect(await receipts()).toBe(3)
  })

  it("sets safety stock of 1 level by SKU, and takes back all 2 sheets it exported without a change", async () => {
    const set = `sku,location_id,safety_stock\n${tea.sku},${own.berlin.id},3`
    expect((await take("safety_stock", set)).body).toEqual({ rows: 1, changed: 1 })
    expect(await own.level(tea, own.berlin)).toMatchObject({ safety_stock: 3, atp: 7 })
    for (const kind of ["safety_stock", "item_policies"]) {
      const { text } = await exported(kind)
      expect(text).toContain(tea.sku)
      const { status, body } = await take(kind, text)
      expect({ status, body: body as unknown }).toMatchObject({ status: 200, body: { changed: 0 } })
    }
  })

  it("names the row and the column of a SKU, a place, a policy and a repetition that are wrong", async () => {
    const stock = (...lines: string[]) => ["sku,location_id,safety_stock", ...lines].join("\n")
    const good = `${tea.sku},${own.berlin.id},5`
    const cases = [
      [stock(good, `NOBODY-SELLS-THIS,${own.berlin.id},1`), "Row 3", "column sku", "NOBODY-SELLS-THIS"],
      [stock(good, `${tea.sku},${own.seattle.id},1`), "Row 3", "column location_id"],
      [stock(good, good), "Row 3", "Row 2"],
      [stock(good, `${tea.sku},${own.berlin.id}`), "Row 3", "2 cells"],
      [stock(`${tea.sku},${own.berlin.id},-5`), "Row 2", "column safety_stock", "-5"],
    ] as const
    for (const [csv, ...words] of cases) {
      expectRefused(await take("safety_stock", csv), "import_row_invalid", ...words)
    }
    const policies = `sku,lead_time_days\n${tea.sku},soon`
    expectRefused(await take("item_policies", policies), "import_row_invalid", "Row 2", "lead_time_days", "soon")
    expect(await own.level(tea, own.berlin)).toMatchObject({ safety_stock: 3 })
  })

  it("refuses an unknown kind, an unknown column, a missing column, no rows and no text", async () => {
    expectRefused(await take("prices", "sku\nA"), "request_invalid", "kind")
    expectRefused(await exported("prices"), "request_invalid", "kind")
    expectRefused(await take("safety_stock", "sku,colour\nA,red"), "import_invalid", "colour")
    expectRefused(await take("safety_stock", "sku,safety_stock\nA,1"), "import_invalid", "location_id")
    expectRefused(await take("safety_stock", "sku,location_id,safety_stock"), "import_invalid", "no rows")
    expectRefused(await merchant.post("/admin/atp/import", { kind: "receipts" }), "request_invalid", "csv")
  })
})
