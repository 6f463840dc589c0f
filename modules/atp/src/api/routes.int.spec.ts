import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { Modules } from "@medusajs/framework/utils"
import fc from "fast-check"
import { atpSuite, stocked } from "../modules/atp/__fixtures__/atp-suite"
import { POST as extend } from "./admin/atp/holds/[hold_id]/extend/route"
import { DELETE as endHold } from "./admin/atp/holds/[hold_id]/route"
import { GET as holds } from "./admin/atp/holds/route"
import { GET as explanation } from "./admin/atp/items/[item_id]/explanation/route"
import { GET as movements } from "./admin/atp/items/[item_id]/movements/route"
import { GET as item } from "./admin/atp/items/[item_id]/route"
import { GET as levels } from "./admin/atp/levels/route"
import { GET as availability } from "./store/availability/route"
import { sayAge } from "./store/say-age"
import { showHeld } from "./store/show-held"

jest.setTimeout(120_000)

type Handler = (req: never, res: never) => Promise<void>

atpSuite(({ service, sql }) => {
  let mug: string
  let tray: string
  let rows: Record<string, unknown[]>
  let warnings: string[]
  let asked: string[]

  const inventory = (itemId: string, required_quantity = 1) => ({ inventory_item_id: itemId, required_quantity })
  const variant = (id: string, more: object) => ({
    id,
    manage_inventory: true,
    allow_backorder: false,
    product: { status: "published", sales_channels: [{ id: "sc_web" }] },
    ...more,
  })
  const scope = {
    resolve: (key: string) => {
      if (key === Modules.INVENTORY) return service
      if (key === "logger") return { warn: (said: string) => warnings.push(said) }
      return {
        graph: async ({ entity, filters }: { entity: string; filters?: { id: string[] } }) => {
          asked.push(entity)
          const all = rows[entity] ?? []
          return { data: filters ? all.filter((row) => filters.id.includes((row as { id: string }).id)) : all }
        },
      }
    },
  }
  const call = async (handler: Handler, { query = {}, params = {}, body = {}, channels = ["sc_web"] } = {}) => {
    const headers: Record<string, string> = {}
    let answer: Record<string, never> = {}
    const res = {
      json: (sent: typeof answer) => (answer = sent),
      setHeader: (name: string, to: string) => (headers[name] = to),
    }
    const req = { scope, query, params, body, publishable_key_context: { sales_channel_ids: channels } }
    await handler(req as never, res as never)
    return { headers, answer }
  }

  beforeEach(async () => {
    warnings = []
    asked = []
    mug = await stocked(service, "mug", { sloc_berlin: 10, sloc_reno: 5 }, { title: "A mug" })
    tray = await stocked(service, "tray", { sloc_berlin: 2 })
    const location = (id: string, country: string, ...channels: string[]) => ({
      id,
      name: id,
      address: { country_code: country },
      sales_channels: channels.map((channel) => ({ id: channel })),
    })
    rows = {
      stock_location: [location("sloc_berlin", "de", "sc_web"), location("sloc_reno", "us", "sc_app")],
      product_variant: [
        variant("variant_mug", { inventory_items: [inventory(mug)] }),
        variant("variant_set", { inventory_items: [inventory(mug, 2), inventory(tray)] }),
        variant("variant_card", { manage_inventory: false }),
        variant("variant_draft", { product: { status: "draft", sales_channels: [{ id: "sc_web" }] } }),
        variant("variant_app", { product: { status: "published", sales_channels: [{ id: "sc_app" }] } }),
      ],
    }
  })

  const hold = (holdId: string, quantity: number, itemId = mug) =>
    service.placeHold({ holdId, lines: [{ itemId, locationId: "sloc_berlin", quantity }], ttlSeconds: 900 })

  describe("GET /store/availability", () => {
    it("answers a mug, a set of 2 mugs and a tray, a card that is not counted, and 3 variants this channel does not sell", async () => {
      const ids = ["variant_mug", "variant_set", "variant_card", "variant_draft", "variant_app", "variant_none"]
      const { answer, headers } = await call(availability, { query: { variant_id: ids, quantity: "3" } })
      const [today] = await sql<{ day: string }>(`select current_date::text as day`)
      const unknown = {
        available: false,
        available_quantity: 0,
        promise_date: null,
        reason: "variant_unknown",
        next_date: null,
      }
      expect(answer.availability).toEqual([
        {
          variant_id: "variant_mug",
          quantity: 3,
          available: true,
          available_quantity: 10,
          promise_date: today!.day,
          reason: null,
          next_date: null,
        },
        {
          variant_id: "variant_set",
          quantity: 3,
          available: false,
          available_quantity: 2,
          promise_date: null,
          reason: "insufficient_inventory",
          next_date: null,
        },
        {
          variant_id: "variant_card",
          quantity: 3,
          available: true,
          available_quantity: null,
          promise_date: today!.day,
          reason: null,
          next_date: null,
        },
        ...["variant_draft", "variant_app", "variant_none"].map((variant_id) => ({
          variant_id,
          quantity: 3,
          ...unknown,
        })),
      ])
      expect(new Date(answer.as_of!).toISOString()).toBe(answer.as_of)
      expect(headers).toEqual({ "cache-control": "no-store" })
    })

    it("refuses a key of 2 sales channels that does not say which, and takes the one that is named", async () => {
      const query = { variant_id: "variant_mug", quantity: "3" }
      const channels = ["sc_web", "sc_app"]
      await expect(call(availability as Handler, { query, channels })).rejects.toMatchObject({
        code: "sales_channel_invalid",
      })
      await expect(
        call(availability as Handler, { query: { ...query, sales_channel_id: "sc_other" }, channels }),
      ).rejects.toMatchObject({ code: "sales_channel_invalid" })
      const named = { query: { ...query, sales_channel_id: "sc_web" }, channels }
      expect((await call(availability as Handler, named)).answer.availability).toMatchObject([
        { available_quantity: 10 },
      ])
    })

    it("says quantity_invalid for half a mug, and refuses a quantity of 0 whole", async () => {
      const half = await call(availability, { query: { variant_id: "variant_mug", quantity: "0.5" } })
      expect(half.answer.availability).toMatchObject([{ available: false, reason: "quantity_invalid" }])
      const none = call(availability, { query: { variant_id: "variant_mug", quantity: "0" } })
      await expect(none).rejects.toMatchObject({ code: "quantity_invalid", type: "invalid_data" })
    })
  })

  describe("the admin routes", () => {
    it("lists levels, holds and movements in snake case with count, limit, offset and as_of", async () => {
      await hold("cart_1", 3)
      const page = { count: 1, limit: 50, offset: 0 }
      expect((await call(levels as Handler, { query: { q: "mug", location_id: "sloc_berlin" } })).answer).toMatchObject(
        {
          ...page,
          levels: [
            {
              item_id: mug,
              sku: "mug",
              location_id: "sloc_berlin",
              on_hand: 10,
              held: 3,
              atp: 7,
              below_safety_stock: false,
            },
          ],
        },
      )
      expect((await call(holds as Handler, { query: { item_id: mug } })).answer).toMatchObject({
        ...page,
        holds: [{ hold_id: "cart_1", sku: "mug", quantity: 3, state: "active", promise_day: null }],
      })
      const params = { item_id: mug }
      expect((await call(movements as Handler, { params, query: { location_id: "sloc_reno" } })).answer).toMatchObject({
        ...page,
        movements: [{ kind: "level_created", on_hand: 5, location_id: "sloc_reno" }],
      })
      expect((await call(item as Handler, { params })).answer).toMatchObject({
        item: { id: mug, sku: "mug", unit_of_measure: null },
        timelines: [
          { location_id: "sloc_berlin", now: 7, undated_due: 0 },
          { location_id: "sloc_reno", now: 5 },
        ],
        policy: null,
        supplies: [],
      })
      expect((await call(explanation as Handler, { params, query: { quantity: "13" } })).answer).toMatchObject({
        explanation: {
          asked: { quantity: 13 },
          answer: { ok: false, available_now: 12 },
          smallest_change: { quantity: 1 },
        },
      })
    })

    it("extends and ends a hold, and answers 404 and 400 codes for the rest", async () => {
      await hold("cart_1", 3)
      const params = { hold_id: "cart_1" }
      expect((await call(extend as Handler, { params, body: { seconds: 3600 } })).answer).toMatchObject({
        hold: { hold_id: "cart_1", committed: false },
      })
      await expect(call(extend as Handler, { params, body: { seconds: 0 } })).rejects.toMatchObject({
        code: "request_invalid",
      })
      expect((await call(endHold as Handler, { params })).answer).toEqual({
        id: "cart_1",
        object: "hold",
        deleted: true,
      })
      const gone = call(extend, { params, body: { seconds: 60 } })
      await expect(gone).rejects.toMatchObject({ code: "hold_unknown", type: "not_found" })
      await expect(call(item as Handler, { params: { item_id: "iitem_none" } })).rejects.toMatchObject({
        type: "not_found",
      })
    })

    it("answers 300 arbitrary requests with an answer or with an error of a known type", async () => {
      const field = fc.constantFrom(
        "q",
        "item_id",
        "location_id",
        "hold_id",
        "order",
        "limit",
        "offset",
        "quantity",
        "variant_id",
        "seconds",
      )
      const value = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.integer(),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.constantFrom("%", "\\", "'", "\0", "\ud800"),
      )
      const handlers = [levels, holds, movements, item, explanation, extend, endHold, availability] as Handler[]
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...handlers),
          fc.dictionary(field, value),
          fc.string({ unit: "binary" }),
          async (handler, query, id) => {
            const params = { item_id: id, hold_id: id }
            await call(handler, { query, params, body: query }).catch((error: unknown) =>
              expect(["invalid_data", "not_found", "not_allowed"]).toContain((error as { type?: string }).type),
            )
          },
        ),
        { numRuns: 300 },
      )
    })
  })

  describe("a cart that is answered", () => {
    const answered = (body: object) =>
      new Promise<{ body: never; headers: Record<string, unknown> }>((resolve, reject) => {
        const res = { json: (sent: never) => resolve({ body: sent, headers: {} }) }
        showHeld({ scope } as never, res as never, ((error?: Error) => error && reject(error)) as never)
        ;(res.json as (sent: object) => void)(body)
      })
    const line = (variant_id: string, quantity: number) => ({ id: `li_${variant_id}`, variant_id, quantity })

    it("says of each line how many are held, until when, and for which day, also after a line was deleted", async () => {
      await hold("cart_1", 3)
      const [today] = await sql<{ day: string }>(`select current_date::text as day`)
      const expiresAt = (await service.retrieveHold("cart_1"))!.expiresAt
      const held = { promise_date: today!.day, hold_expires_at: expiresAt, held_quantity: 3 }
      const nothing = { promise_date: null, hold_expires_at: null, held_quantity: 0 }
      const cart = () => ({ id: "cart_1", items: [line("variant_mug", 3), line("variant_card", 1)] })
      const items = [{ availability: held }, { availability: nothing }]
      expect((await answered({ cart: cart() })).body).toMatchObject({ cart: { items } })
      expect((await answered({ id: "li_1", deleted: true, parent: cart() })).body).toMatchObject({ parent: { items } })
      expect(asked.filter((entity) => entity === "product_variant")).toHaveLength(1)
    })

    it("leaves an error, an order and a line without its variant as they are", async () => {
      for (const body of [
        { code: "x", message: "no" },
        { type: "order", order: { id: "order_1", items: [] } },
        { cart: { id: "cart_1", items: [{ id: "li_1" }] } },
      ]) {
        expect((await answered(structuredClone(body))).body).toEqual(body)
      }
    })

    it("answers the cart as it is and logs one warning when what it holds cannot be read", async () => {
      await hold("cart_1", 3)
      delete rows["product_variant"]
      Object.defineProperty(rows, "product_variant", {
        get: () => {
          throw new Error("no connection")
        },
      })
      const cart = { id: "cart_1", items: [line("variant_other", 3)] }
      expect((await answered({ cart })).body).toEqual({ cart })
      expect(warnings).toEqual(["What cart cart_1 holds is not shown: no connection"])
    })
  })

  describe("a product that is answered", () => {
    it("says that its stock may be 5 seconds old, to storefronts of other origins too", () => {
      const headers: string[] = []
      const res = {
        setHeader: (...header: string[]) => headers.push(header.join(": ")),
        append: (...header: string[]) => headers.push(header.join(": ")),
      }
      sayAge({} as never, res as never, (() => undefined) as never)
      expect(headers).toEqual(["x-availability-max-age: 5", "access-control-expose-headers: x-availability-max-age"])
    })
  })
})
