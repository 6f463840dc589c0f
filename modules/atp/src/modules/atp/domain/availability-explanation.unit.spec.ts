import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import {
  answerOver,
  explainAvailability,
  type AvailabilityQuestion,
  type Lever,
  type LocationFacts,
} from "./availability-explanation"
import { addDays, parseCalendarDay } from "./calendar-day"
import type { PromisePolicy } from "./promise-date"
import type { StockLevel } from "./stock-level"
import type { Supply } from "./supply-timeline"

const today = expectDone(parseCalendarDay("2026-11-21", "today"))
const inDays = (days: number) => addDays(today, days)
const receipt = (days: number, quantity: number, locationId: string): Supply => ({
  id: `rcpt_${days}`,
  kind: "receipt",
  locationId,
  day: inDays(days),
  quantity,
})
const strict: PromisePolicy = {
  backorderAllowed: false,
  backorderLimit: null,
  backorderedNow: 0,
  leadTimeDays: null,
  preorderCap: null,
  preorderReleaseDay: null,
  preorderedNow: 0,
}
const location = (
  name: string,
  counters: Partial<StockLevel>,
  rest: Partial<Omit<LocationFacts, "name" | "level">> = {},
): LocationFacts => {
  const none = { onHand: 0, inFulfilment: 0, allocated: 0, held: 0, transitOut: 0, transitIn: 0, safetyStock: 0 }
  const level = { itemId: "iitem_mug", locationId: `sloc_${name}`, ...none, atp: 0, ...counters }
  return { name, level, supplies: [], demands: [], holds: [], ...rest }
}
const explain = (quantity: number, locations: LocationFacts[], policy: Partial<PromisePolicy> = {}) =>
  explainAvailability({ today, quantity, locations, policy: { ...strict, ...policy } })
const inShort = (levers: readonly Lever[]) => levers.map((lever) => [lever.kind, lever.locationId, lever.quantity])

describe("explainAvailability", () => {
  it("says which of 6 units come from stock in New York and which from the receipt, and what would help", () => {
    const newYork = location(
      "New York",
      { onHand: 10, allocated: 4, held: 3, safetyStock: 1, atp: 2 },
      {
        supplies: [receipt(10, 10, "sloc_New York")],
        holds: [
          { quantity: 1, expiresAt: "2026-11-21T10:20:00.000Z", day: null },
          { quantity: 2, expiresAt: "2026-11-21T10:10:00.000Z", day: null },
        ],
      },
    )
    const explanation = explain(6, [newYork])

    expect(explanation.answer).toMatchObject({ ok: true, value: { day: inDays(10), source: "receipt" } })
    expect(explanation.coverage.map(({ after, upTo, source }) => [after, upTo, source])).toEqual([
      [0, 2, "stock"],
      [2, 6, "receipt"],
    ])
    expect(inShort(explanation.levers)).toEqual([["receive", "sloc_New York", 4]])
    expect(explanation.sentences).toEqual([
      "6 can be promised for 2026-12-01.",
      "Units 1-2 from stock at New York.",
      "Units 3-6 from receipt rcpt_10 at New York on 2026-12-01.",
      "4 at New York are allocated to orders.",
      "3 at New York are held in carts, the soonest until 2026-11-21T10:10:00.000Z.",
      "1 at New York are safety stock.",
      "The smallest change that would help: receive 4 more at New York.",
    ])
  })

  it("has nothing to block and nothing to change when 2 locations have the 5 units today", () => {
    const explanation = explain(5, [location("NY", { onHand: 3 }), location("LA", { onHand: 2, allocated: 0 })])
    expect(explanation).toMatchObject({ blockers: [], levers: [], smallestChange: null })
    expect(explanation.sentences).toEqual([
      "5 can be promised for 2026-11-21.",
      "Units 1-3 from stock at NY.",
      "Units 4-5 from stock at LA.",
    ])
  })

  it("orders 4 ways to have the last of 3 units: wait for 1 hold, lower safety stock, backorder 1, receive 1", () => {
    const held = { quantity: 1, expiresAt: "2026-11-21T10:10:00.000Z", day: null }
    const here = location("NY", { onHand: 5, held: 1, safetyStock: 2, atp: 2 }, { holds: [held] })
    const explanation = explain(3, [here])

    expect(explanation.answer).toMatchObject({ code: "insufficient_inventory", availableNow: 2 })
    expect(explanation.coverage.at(-1)).toMatchObject({ source: "none", sentence: "Unit 3 without any supply." })
    expect(explanation.blockers.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ["held", 1],
      ["safety_stock", 2],
      ["backorder_not_allowed", 1],
    ])
    expect(inShort(explanation.levers)).toEqual([
      ["wait_for_hold", "sloc_NY", 1],
      ["lower_safety_stock", "sloc_NY", 1],
      ["allow_backorder", null, 1],
      ["receive", "sloc_NY", 1],
    ])
    expect(explanation.smallestChange).toMatchObject({ at: "2026-11-21T10:10:00.000Z" })
  })

  it("asks for 4 more received where 1 is owed, or 3 more in the location that owes nothing", () => {
    expect(inShort(explain(3, [location("NY", { allocated: 1 })]).levers)).toContainEqual(["receive", "sloc_NY", 4])
    const both = [location("NY", { allocated: 1 }), location("LA", {})]
    expect(inShort(explain(3, both).levers)).toContainEqual(["receive", "sloc_LA", 3])
  })

  it("raises a backorder limit of 5 by 1 when 1 is missing, and by 3 when it is 2 below what is taken", () => {
    const policy = { backorderAllowed: true, leadTimeDays: 7, backorderLimit: 5 }
    const full = explain(1, [], { ...policy, backorderedNow: 5 })
    expect(full.blockers).toMatchObject([{ kind: "backorder_limit", quantity: 1 }])
    expect(inShort(full.levers)).toEqual([["raise_backorder_limit", null, 1]])
    expect(inShort(explain(1, [], { ...policy, backorderedNow: 7 }).levers)).toEqual([
      ["raise_backorder_limit", null, 3],
    ])
  })

  it("raises a preorder cap of 5 by 2, and offers no change when supply is missing as well", () => {
    const policy = { preorderCap: 5, preorderedNow: 4, preorderReleaseDay: inDays(20) }
    const capped = explain(3, [location("NY", { onHand: 9 })], policy)
    expect(capped.blockers.map(({ kind, quantity, until }) => [kind, quantity, until])).toEqual([
      ["preorder_cap", 2, inDays(20)],
    ])
    expect(inShort(capped.levers)).toEqual([["raise_preorder_cap", null, 2]])
    expect(explain(3, [location("NY", {})], policy).smallestChange).toBeNull()
  })

  it("names the release day as the only blocker of 2 units in stock, which no change brings forward", () => {
    const explanation = explain(2, [location("NY", { onHand: 2 })], { preorderReleaseDay: inDays(20) })
    expect(explanation.blockers).toMatchObject([{ kind: "release_day", until: inDays(20) }])
    expect(explanation.levers).toEqual([])
  })

  it("speaks of 0.5 kg without counting units, and of a backorder with no date known", () => {
    const { sentences } = explain(0.75, [location("NY", { onHand: 0.5 })], { backorderAllowed: true })
    expect(sentences.slice(0, 3)).toEqual([
      "0.75 can be promised, with no date known.",
      "From 0 to 0.5 from stock at NY.",
      "From 0.5 to 0.75 on backorder, with no date known.",
    ])
  })

  it("is plain data: nothing of it is lost in JSON", () => {
    const explanation = explain(9, [location("NY", { onHand: 2, held: 1, transitOut: 1 })])
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
  })
})

const nat = (max: number) => fc.nat({ max })
const anyLocation = (name: string) =>
  fc
    .tuple(nat(9), nat(5), nat(3), nat(3), nat(4), fc.array(fc.tuple(nat(9), nat(5)), { maxLength: 3 }), nat(4))
    .map(([onHand, allocated, first, second, safetyStock, coming, dated]) =>
      location(
        name,
        { onHand, allocated: allocated + dated, held: first + second, safetyStock },
        {
          supplies: coming.map(([days, quantity], n) => ({ ...receipt(days, quantity, name), id: `${name}_${n}` })),
          demands: dated > 0 ? [{ id: "dated", day: inDays(5), quantity: dated }] : [],
          holds: [
            { quantity: first, expiresAt: "2026-11-21T10:10:00.000Z", day: null },
            { quantity: second, expiresAt: "2026-11-21T10:20:00.000Z", day: null },
          ],
        },
      ),
    )
const anyPolicy = fc.record({
  backorderAllowed: fc.boolean(),
  backorderLimit: fc.option(nat(6)),
  backorderedNow: nat(6),
  leadTimeDays: fc.option(nat(9)),
  preorderCap: fc.option(nat(9)),
  preorderReleaseDay: fc.option(fc.integer({ min: -3, max: 9 }).map(inDays)),
  preorderedNow: nat(9),
})

/** The same question after a merchant made the change by `units`; for a wait the holds up to its moment are gone. */
function changed(question: AvailabilityQuestion, lever: Lever, units: number): AvailabilityQuestion {
  const { policy } = question
  const limits: Partial<Record<Lever["kind"], Partial<PromisePolicy>>> = {
    allow_backorder: { backorderAllowed: true },
    raise_backorder_limit: { backorderLimit: (policy.backorderLimit ?? 0) + units },
    raise_preorder_cap: { preorderCap: (policy.preorderCap ?? 0) + units },
  }
  const locations = question.locations.map((each) => {
    const level = { ...each.level }
    if (lever.kind === "wait_for_hold") {
      for (const hold of each.holds) if (hold.expiresAt <= (lever.at ?? "")) level.held -= hold.quantity
    }
    if (level.locationId === lever.locationId && lever.kind === "receive") level.onHand += units
    if (level.locationId === lever.locationId && lever.kind === "lower_safety_stock") level.safetyStock -= units
    return { ...each, level }
  })
  return { ...question, locations, policy: { ...policy, ...limits[lever.kind] } }
}

describe("each lever of any explanation", () => {
  it("helps when it is pulled, would not by 1 unit less, and covers and ranges add up to the asked quantity", () => {
    const places = fc.tuple(anyLocation("NY"), anyLocation("LA"))
    fc.assert(
      fc.property(places, anyPolicy, fc.integer({ min: 1, max: 20 }), (locations, policy, quantity) => {
        const question = { today, quantity, locations, policy }
        const { answer, coverage, levers, blockers } = explainAvailability(question)
        const helps = (then: ReturnType<typeof answerOver>) => then.ok && (!answer.ok || then.value.day === today)

        expect(coverage.at(-1)?.upTo).toBe(quantity)
        expect(coverage.reduce((sum, range) => sum + range.upTo - range.after, 0)).toBe(quantity)
        for (const lever of levers) {
          expect(helps(answerOver(changed(question, lever, lever.quantity)))).toBe(true)
          if (["receive", "lower_safety_stock", "raise_backorder_limit", "raise_preorder_cap"].includes(lever.kind)) {
            expect(helps(answerOver(changed(question, lever, lever.quantity - 1)))).toBe(false)
          }
        }
        if (answer.ok && answer.value.day === today) expect([...levers, ...blockers]).toEqual([])
        const isOpen = policy.preorderReleaseDay === null || policy.preorderReleaseDay <= today
        if (isOpen && !(answer.ok && answer.value.day === today)) {
          expect(levers.map((lever) => lever.kind)).toContain("receive")
        }
      }),
      { numRuns: 500 },
    )
  })
})
