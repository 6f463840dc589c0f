import { describe, expect, it } from "@jest/globals"
import type { CalendarDay } from "./calendar-day"
import type { Supply } from "./supply-timeline"
import { variantAvailability, type ItemStock, type SoldVariant } from "./variant-availability"

const TODAY = "2026-03-01" as CalendarDay
const FRIDAY = "2026-03-06" as CalendarDay
const MONDAY = "2026-03-09" as CalendarDay

const level = (itemId: string, locationId: string, onHand: number, more: object = {}) => {
  const counters = {
    onHand,
    inFulfilment: 0,
    allocated: 0,
    held: 0,
    transitOut: 0,
    transitIn: 0,
    safetyStock: 0,
    ...more,
  }
  const { allocated, held, transitOut, transitIn, safetyStock } = counters
  return {
    itemId,
    locationId,
    ...counters,
    decimals: 0,
    atp: onHand + transitIn - allocated - held - transitOut - safetyStock,
    ...more,
  }
}
const receipt = (locationId: string, day: CalendarDay, quantity: number): Supply => ({
  id: `rcpt_${day}`,
  kind: "receipt",
  locationId,
  day,
  quantity,
})
const stock = (levels: ItemStock["levels"], supply: Partial<ItemStock["supply"]> = {}): ItemStock => ({
  levels,
  supply: { today: TODAY, supplies: [], demands: [], policy: null, ...supply },
})
const NO_LIMITS = {
  leadTimeDays: null,
  backorderLimit: null,
  backorderedNow: 0,
  preorderCap: null,
  preorderReleaseDay: null,
}

const variant = (parts: Record<string, number>, more: Partial<SoldVariant> = {}): SoldVariant => ({
  variantId: "variant_1",
  managed: true,
  backorderAllowed: false,
  parts: Object.entries(parts).map(([itemId, requiredQuantity]) => ({ itemId, requiredQuantity })),
  ...more,
})
const answer = (sold: SoldVariant, items: Record<string, ItemStock>, quantity = 1, strategy = "priority") =>
  variantAvailability(sold, (itemId) => items[itemId] ?? stock([]), {
    quantity,
    today: TODAY,
    locations: [
      { locationId: "berlin", priority: 1, country: "de" },
      { locationId: "reno", priority: 2, country: "us" },
    ],
    destination: { country: "us" },
    strategy,
  })

describe("variantAvailability", () => {
  it("sells 12 from two locations that have 10 and 5, and not 16", () => {
    const items = { mug: stock([level("mug", "berlin", 10), level("mug", "reno", 5)]) }
    expect(answer(variant({ mug: 1 }), items, 12)).toEqual({
      variantId: "variant_1",
      quantity: 12,
      available: true,
      availableQuantity: 15,
      promiseDate: TODAY,
      reason: null,
      nextDate: null,
    })
    expect(answer(variant({ mug: 1 }), items, 16)).toMatchObject({
      available: false,
      availableQuantity: 15,
      promiseDate: null,
      reason: "insufficient_inventory",
    })
  })

  it("has as many kits as the scarcest part is enough for: 9 legs at 4 and 5 tops at 1 are 2", () => {
    const items = { leg: stock([level("leg", "berlin", 9)]), top: stock([level("top", "reno", 5)]) }
    const table = variant({ leg: 4, top: 1 })
    expect(answer(table, items, 2)).toMatchObject({ available: true, availableQuantity: 2 })
    expect(answer(table, items, 3)).toMatchObject({
      available: false,
      availableQuantity: 2,
      reason: "insufficient_inventory",
    })
  })

  it("promises a kit for the day of its last part, and names the last next day when two parts are short", () => {
    const items = {
      leg: stock([level("leg", "berlin", 0)], { supplies: [receipt("berlin", FRIDAY, 8)] }),
      top: stock([level("top", "berlin", 0)], { supplies: [receipt("berlin", MONDAY, 2)] }),
    }
    const table = variant({ leg: 4, top: 1 })
    expect(answer(table, items, 2)).toMatchObject({ available: true, availableQuantity: 0, promiseDate: MONDAY })
    expect(answer(table, items, 3)).toMatchObject({
      available: false,
      reason: "insufficient_inventory",
      nextDate: MONDAY,
    })
  })

  it("adds up an item that a kit lists twice", () => {
    const kit = {
      ...variant({}),
      parts: [
        { itemId: "cup", requiredQuantity: 1 },
        { itemId: "cup", requiredQuantity: 2 },
      ],
    }
    expect(answer(kit, { cup: stock([level("cup", "berlin", 5)]) }, 2)).toMatchObject({
      available: false,
      availableQuantity: 1,
    })
  })

  it("promises 6 of 5 on hand, 8 allocated and 10 arriving on Friday for Friday", () => {
    const items = {
      mug: stock([level("mug", "berlin", 5, { allocated: 8 })], { supplies: [receipt("berlin", FRIDAY, 10)] }),
    }
    expect(answer(variant({ mug: 1 }), items, 6)).toMatchObject({
      available: true,
      availableQuantity: 0,
      promiseDate: FRIDAY,
    })
    expect(answer(variant({ mug: 1 }), items, 8)).toMatchObject({ available: false, nextDate: FRIDAY })
  })

  it("promises units that are on their way between locations for the day they arrive, and the location decides", () => {
    const transfer: Supply = { ...receipt("reno", FRIDAY, 3), kind: "transfer" }
    const items = {
      mug: stock([level("mug", "berlin", 3), level("mug", "reno", 0, { transitIn: 3 })], { supplies: [transfer] }),
    }
    expect(answer(variant({ mug: 1 }), items, 2, "priority")).toMatchObject({ promiseDate: TODAY })
    expect(answer(variant({ mug: 1 }), items, 2, "nearest")).toMatchObject({ promiseDate: FRIDAY })
  })

  it("promises a backorder in 10 days where the variant permits it, and with no date where nobody knows one", () => {
    const later = (leadTimeDays: number | null, backorderLimit: number | null) => ({
      mug: stock([level("mug", "berlin", 1)], { policy: { ...NO_LIMITS, leadTimeDays, backorderLimit } }),
    })
    const permitted = variant({ mug: 1 }, { backorderAllowed: true })
    expect(answer(permitted, later(10, null), 3)).toMatchObject({ available: true, promiseDate: "2026-03-11" })
    expect(answer(permitted, later(null, null), 3)).toMatchObject({ available: true, promiseDate: null, reason: null })
    expect(answer(permitted, later(10, 1), 3)).toMatchObject({ available: false, reason: "insufficient_inventory" })
    expect(answer(variant({ mug: 1 }), later(10, null), 3)).toMatchObject({ available: false })
  })

  it("promises stock of an item that is not released for its release day, up to its preorder cap", () => {
    const items = {
      mug: stock([level("mug", "berlin", 9)], { policy: { ...NO_LIMITS, preorderReleaseDay: MONDAY, preorderCap: 4 } }),
    }
    expect(answer(variant({ mug: 1 }), items, 4)).toMatchObject({ available: true, promiseDate: MONDAY })
    expect(answer(variant({ mug: 1 }), items, 5)).toMatchObject({ available: false, reason: "preorder_cap_reached" })
    const released = {
      mug: stock(items.mug.levels, { policy: { ...NO_LIMITS, preorderReleaseDay: TODAY, preorderCap: 4 } }),
    }
    expect(answer(variant({ mug: 1 }), released, 5)).toMatchObject({ available: true, promiseDate: TODAY })
  })

  it("always sells what is not counted, and never what is counted but has no item or no level here", () => {
    expect(answer(variant({}, { managed: false }), {}, 1_000)).toMatchObject({
      available: true,
      availableQuantity: null,
      promiseDate: TODAY,
    })
    expect(answer(variant({}), {})).toMatchObject({
      available: false,
      availableQuantity: 0,
      reason: "inventory_item_missing",
    })
    expect(answer(variant({ mug: 1 }), {})).toMatchObject({
      available: false,
      availableQuantity: 0,
      reason: "inventory_level_unknown",
    })
  })

  it("sells 1.5 of what is measured and refuses 1.5 of what comes in pieces", () => {
    const items = {
      cloth: stock([level("cloth", "berlin", 2.25, { decimals: 3 })]),
      mug: stock([level("mug", "berlin", 9)]),
    }
    expect(answer(variant({ cloth: 1 }), items, 1.5)).toMatchObject({ available: true, availableQuantity: 2.25 })
    expect(answer(variant({ cloth: 0.75 }), items, 3)).toMatchObject({ available: true, availableQuantity: 3 })
    expect(answer(variant({ mug: 1 }), items, 1.5)).toMatchObject({ available: false, reason: "quantity_invalid" })
    expect(answer(variant({ cloth: 1, mug: 1 }), items, 1.5)).toMatchObject({
      available: false,
      reason: "quantity_invalid",
    })
  })

  it("takes nothing from a location that owes 4 when another has 3", () => {
    const items = { mug: stock([level("mug", "berlin", 0, { allocated: 4 }), level("mug", "reno", 3)]) }
    expect(answer(variant({ mug: 1 }), items, 3)).toMatchObject({ available: true, availableQuantity: 3 })
  })
})
