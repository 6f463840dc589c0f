import { describe, expect, it } from "@jest/globals"
import { discrepanciesOf, impossibleRowDiscrepancy, planLevelRepair, reservationDiscrepancy } from "./discrepancy"
import type { LevelBooks } from "./level-books"
import { NOTHING } from "./level-truth"

/** 10 on hand, 4 of them an order's and 2 a cart's, written the same everywhere. */
const counters = { ...NOTHING, onHand: 10, allocated: 4, held: 2 }
const sound: LevelBooks = {
  itemId: "mug",
  locationId: "berlin",
  counters: { ...counters, backordered: 0, decimals: 0, stale: false },
  ledger: counters,
  facts: { allocated: 4, held: 2, transitOut: 0, transitIn: 0, inFulfilment: 0 },
  fulfilmentAtRest: true,
  shown: { stocked: 10, reserved: 6, rawStocked: 10, rawReserved: 6 },
  itemLives: true,
}
const having = (change: Partial<NonNullable<LevelBooks["counters"]>>): LevelBooks => ({
  ...sound,
  counters: { ...sound.counters!, ...change },
})
const named = (books: LevelBooks) =>
  discrepanciesOf(books).map(({ code, about, is, shouldBe }) => `${code} ${about}: ${is}, not ${shouldBe}`)

describe("discrepanciesOf", () => {
  it("names nothing of a level that is written the same in all 4 places", () => {
    expect(discrepanciesOf(sound)).toEqual([])
  })

  it("names a counter of 7 where the ledger has 10, and what the host should show for it", () => {
    expect(named({ ...having({ onHand: 7 }) })).toEqual([
      "counter_differs_from_ledger onHand: 7, not 10",
      "level_not_shown stocked_quantity: 10, not 7",
      "level_not_shown raw_stocked_quantity: 10, not 7",
    ])
  })

  it("says nothing about what the host shows while that is marked to be shown anew", () => {
    expect(named(having({ onHand: 7, stale: true }))).toEqual(["counter_differs_from_ledger onHand: 7, not 10"])
  })

  it("names 3 units held that no cart holds", () => {
    expect(named({ ...sound, facts: { ...sound.facts, held: 3 } })).toEqual([
      "counter_differs_from_facts held: 2, not 3",
    ])
  })

  it("names units in fulfilment that nothing has come of for an hour, and not before", () => {
    const running = {
      ...having({ inFulfilment: -2, onHand: 12, stale: true }),
      ledger: { ...counters, inFulfilment: -2, onHand: 12 },
    }
    expect(named({ ...running, fulfilmentAtRest: false })).toEqual([])
    expect(named(running)).toEqual(["fulfilment_unfinished inFulfilment: -2, not 0"])
  })

  it.each([
    [0, ["backordered_wrong backordered: 0, not 1"]],
    [1, []],
    [2, ["backordered_wrong backordered: 2, not 1"]],
  ])("with 1 unit promised beyond what is there, and %i counted as such, names %j", (backordered, expected) => {
    const promised = { ...counters, allocated: 9 }
    const books = { ...sound, ledger: promised, facts: { ...sound.facts, allocated: 9 } }
    const found = named({ ...books, counters: { ...promised, backordered, decimals: 0, stale: true } })
    expect(found).toEqual(expected)
  })

  it("names half a unit of what is sold whole, and a figure finer than any unit, without failing over it", () => {
    expect(named(having({ onHand: 9.5, stale: true }))).toContain("quantity_fractional onHand: 9.5, not 10")
    expect(named(having({ onHand: 9.33333333, stale: true }))).toContain(
      "quantity_fractional onHand: 9.33333333, not 10",
    )
  })

  it("names a level by what is still written about it when both its rows are gone", () => {
    expect(named({ ...sound, counters: null, shown: null })).toEqual([
      "level_missing onHand: 0, not 10",
      "level_missing allocated: 0, not 4",
      "level_missing held: 0, not 2",
    ])
    expect(named({ ...sound, counters: null })).toEqual(["level_without_counters onHand: 0, not 10"])
    expect(named({ ...sound, shown: null })).toEqual(["counters_without_level onHand: 10, not 10"])
  })

  it("names what the ledger does not have a line of", () => {
    expect(named({ ...sound, ledger: null })).toEqual([
      "ledger_missing onHand: 0, not 10",
      "ledger_missing allocated: 0, not 4",
      "ledger_missing held: 0, not 2",
    ])
  })

  it("says of each what the repair does", () => {
    for (const books of [having({ onHand: 7 }), { ...sound, shown: null }, { ...sound, counters: null, shown: null }]) {
      for (const { repair } of discrepanciesOf(books)) expect(repair).toMatch(/^[a-z]/)
    }
  })
})

describe("reservationDiscrepancy and impossibleRowDiscrepancy", () => {
  const level = { itemId: "mug", locationId: "berlin" }

  it("tell a reservation of 4 with 1 allocated from 4 allocated without a reservation", () => {
    expect(reservationDiscrepancy({ ...level, reservationId: "r", reserved: 4, allocated: 1 })).toMatchObject({
      code: "reservation_not_allocated",
      is: 1,
      shouldBe: 4,
    })
    expect(reservationDiscrepancy({ ...level, reservationId: "r", reserved: null, allocated: 4 })).toMatchObject({
      code: "allocation_without_reservation",
      is: 4,
      shouldBe: 0,
    })
  })

  it("name a hold of minus 2 as one that cannot be", () => {
    const row = { ...level, kind: "hold", id: "cart_1", quantity: -2 } as const
    expect(impossibleRowDiscrepancy(row)).toMatchObject({ code: "quantity_impossible", about: "hold cart_1", is: -2 })
  })
})

describe("planLevelRepair", () => {
  it("takes what is on hand from the ledger, and what is promised from the facts", () => {
    expect(planLevelRepair(having({ onHand: 3, allocated: 9, held: -4 }))).toEqual({ target: counters, level: "stays" })
  })

  it("believes the level's own row where the ledger has no line, and the host's where both are gone", () => {
    expect(planLevelRepair({ ...sound, ledger: null })?.target.onHand).toBe(10)
    expect(planLevelRepair({ ...sound, ledger: null, counters: null })?.target.onHand).toBe(10)
  })

  it("brings a level back that has 10 units on it, and removes counters with nothing on them", () => {
    expect(planLevelRepair({ ...sound, shown: null })?.level).toBe("comes_back")
    const empty = { ...sound, facts: { ...sound.facts, allocated: 0, held: 0 }, ledger: NOTHING, shown: null }
    expect(planLevelRepair(empty)).toEqual({ target: NOTHING, level: "goes" })
  })

  it("writes off 10 units of a deleted item, and leaves it to a person when some are promised", () => {
    const deleted = { ...sound, shown: null, itemLives: false }
    expect(planLevelRepair(deleted)).toBeNull()
    expect(planLevelRepair({ ...deleted, facts: { ...sound.facts, allocated: 0, held: 0 } })).toEqual({
      target: NOTHING,
      level: "goes",
    })
  })

  it("rounds 9.5 units of what is sold whole down to 9, and half a unit of safety stock up to 1", () => {
    const books = { ...sound, ledger: { ...counters, onHand: 9.5, safetyStock: 0.5 } }
    expect(planLevelRepair(books)?.target).toEqual({ ...counters, onHand: 9, safetyStock: 1 })
  })

  it("leaves a figure that is no number to a person", () => {
    expect(planLevelRepair({ ...sound, ledger: { ...counters, onHand: NaN } })).toBeNull()
  })
})
