import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { anyOrder } from "./__fixtures__/any-order"
import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import { tempting, TWELVE_ITEMS } from "./__fixtures__/tempting"
import { allocate } from "./allocate"
import { readOrder, type AllocationSource } from "./allocation-order"
import type { AllocationLine } from "./allocation-plan"

const costing = (costPerShipmentMinor: number, costPerUnitMinor: number) => ({ costPerShipmentMinor, costPerUnitMinor })

const usedBy = (lines: readonly AllocationLine[]) => [...new Set(lines.map(({ locationId }) => locationId))]

/** What lines cost: units of unknown cost first, in halves of a unit so that all figures are whole. */
function costOf(lines: readonly AllocationLine[], sources: readonly AllocationSource[]) {
  const at = new Map(sources.map((source) => [source.locationId, source]))
  const unknown = lines.filter(({ locationId }) => at.get(locationId)?.costPerUnitMinor === null)
  const units = lines.reduce(
    (sum, { locationId, quantity }) => sum + quantity * (at.get(locationId)?.costPerUnitMinor ?? 0),
    0,
  )
  const shipments = usedBy(lines).reduce((sum, id) => sum + (at.get(id)?.costPerShipmentMinor ?? 0), 0)
  return [unknown.reduce((sum, { quantity }) => sum + quantity, 0), units + shipments] as const
}

describe("the lowest cost strategy", () => {
  it("pays 1 dear shipment instead of 2 cheap ones when that is less: 900 instead of 1,100", () => {
    const candidates = [
      stocked("a", { mug: 1 }, costing(500, 50)),
      stocked("b", { mug: 1 }, costing(500, 50)),
      stocked("c", { mug: 2 }, costing(700, 100)),
    ]
    const plan = expectDone(allocate(asking({ mug: 2 }), candidates, "lowest_cost"))
    expect(plan).toMatchObject({ splits: 0, alternativesConsidered: 4 })
    expect(plan.reasons).toEqual([
      {
        locationId: "c",
        because:
          "The cheapest of 4 ways that were compared, 900 minor units of money in all: c sends 2 units at 100 each and 700 for the shipment.",
      },
    ])
  })

  it("counts 2 ways for 2 equal locations that each have all, not the third with one to spare", () => {
    const candidates = [stocked("a", { mug: 1 }, costing(1, 1)), stocked("b", { mug: 1 }, costing(1, 1))]
    expect(expectDone(allocate(asking({ mug: 1 }), candidates, "lowest_cost")).alternativesConsidered).toBe(2)
  })

  it("splits 10 over 2 locations when the cheaper units pay for the second shipment", () => {
    const candidates = [stocked("a", { mug: 9 }, costing(100, 10)), stocked("b", { mug: 10 }, costing(100, 50))]
    const plan = expectDone(allocate(asking({ mug: 10 }), candidates, "lowest_cost"))
    expect(plan.lines.map(({ quantity }) => quantity)).toEqual([9, 1])
  })

  it("prefers the better priority between 2 equally dear locations, and 1 shipment to 2", () => {
    const equal = [
      stocked("a", { mug: 4 }, { ...costing(0, 10), priority: 2 }),
      stocked("b", { mug: 4 }, { ...costing(0, 10), priority: 1 }),
      stocked("c", { mug: 2 }, { ...costing(0, 10), priority: 0 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 4 }), equal, "lowest_cost"))
    expect(plan.lines).toEqual([{ itemId: "mug", locationId: "b", quantity: 4 }])
  })

  it("takes from a location without figures only the 1 unit that the dear one does not have", () => {
    const candidates = [stocked("a", { mug: 9 }), stocked("b", { mug: 4 }, costing(99_999, 99_999))]
    const plan = expectDone(allocate(asking({ mug: 5 }), candidates, "lowest_cost"))
    expect(plan.lines.map(({ quantity }) => quantity)).toEqual([1, 4])
    expect(plan.reasons.find(({ locationId }) => locationId === "a")?.because).toBe(
      "a has no cost figures, and sends only the 1 units that cheaper locations do not have.",
    )
  })

  it("uses as few locations as possible when none of 3 has figures", () => {
    const candidates = [stocked("a", { mug: 2 }), stocked("b", { mug: 2 }), stocked("c", { mug: 4 }, { priority: 5 })]
    expect(expectDone(allocate(asking({ mug: 4 }), candidates, "lowest_cost")).splits).toBe(0)
  })

  it("counts a figure that is missing beside the other one as 0", () => {
    const candidates = [
      stocked("a", { mug: 1 }, { costPerUnitMinor: 3 }),
      stocked("b", { mug: 1 }, { costPerShipmentMinor: 2 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 1 }), candidates, "lowest_cost"))
    expect(plan.lines).toEqual([{ itemId: "mug", locationId: "b", quantity: 1 }])
  })

  it("stays exact where a double would not: 2^53 - 1 for a shipment and 0.001 units more", () => {
    const dear = Number.MAX_SAFE_INTEGER
    const candidates = [
      stocked("a", { rope: 0.001 }, costing(dear, 2)),
      stocked("b", { rope: 0.001 }, costing(dear, 1)),
    ]
    const plan = expectDone(allocate(asking({ rope: 0.001 }), candidates, "lowest_cost"))
    expect(plan.lines).toEqual([{ itemId: "rope", locationId: "b", quantity: 0.001 }])
    expect(plan.reasons[0]?.because).toContain("9007199254740991.001 minor units")
  })

  it.each([
    [1, 4, 300],
    [2, 3, 100],
  ])(
    "never costs more than the cheapest of all ways to spread %i items over %i locations",
    (items, locations, numRuns) => {
      fc.assert(
        fc.property(anyOrder(locations), ({ request, candidates }) => {
          const few = { ...request, lines: request.lines.slice(0, items) }
          const plan = allocate(few, candidates, "lowest_cost")
          if (!plan.ok || plan.value.lines.length === 0) return
          const { demand, sources } = readOrder(few, candidates)
          const costs = everyWay(demand, sources).map((lines) => costOf(lines, sources))
          const [best] = costs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
          expect(costOf(plan.value.lines, sources)).toEqual(best)
        }),
        { numRuns },
      )
    },
  )

  it("leaves out the 2 locations that looked best at first and are to spare at the end", () => {
    const plan = expectDone(allocate(asking(TWELVE_ITEMS), tempting(), "lowest_cost"))
    expect(plan.reasons.map(({ locationId }) => locationId).sort()).toEqual(["left_0", "left_6", "right_0", "right_6"])
  })

  it("fills 200 units over 300 locations, with the 20 cheapest of 10 units each", () => {
    const candidates = Array.from({ length: 300 }, (_, at) =>
      stocked(`loc_${String(at).padStart(3, "0")}`, { mug: 10 }, costing(100, (at * 7) % 300)),
    )
    const plan = expectDone(allocate(asking({ mug: 200 }), candidates, "lowest_cost"))
    expect(plan.splits).toBe(19)
    expect(costOf(plan.lines, readOrder(asking({ mug: 200 }), candidates).sources)).toEqual([0, 20 * 100 + 10 * 190])
  })
})

/** Every way to fill the order, in steps of half a unit. */
function everyWay(demand: ReadonlyMap<string, number>, sources: readonly AllocationSource[]): AllocationLine[][] {
  let ways: AllocationLine[][] = [[]]
  for (const [itemId, asked] of demand) {
    const ofItem = spread(
      asked,
      sources.map(({ atp }) => atp.get(itemId) ?? 0),
    ).map((quantities) =>
      quantities
        .map((quantity, at) => ({ itemId, locationId: sources[at]!.locationId, quantity }))
        .filter(({ quantity }) => quantity > 0),
    )
    ways = ways.flatMap((way) => ofItem.map((lines) => [...way, ...lines]))
  }
  return ways
}

/** Every way to write `asked` as a sum of halves, each within what its location has. */
function spread(asked: number, [most, ...others]: readonly number[]): number[][] {
  if (most === undefined) return asked === 0 ? [[]] : []
  const halves = Array.from({ length: 2 * Math.min(most, asked) + 1 }, (_, half) => half / 2)
  return halves.flatMap((taken) => spread(asked - taken, others).map((rest) => [taken, ...rest]))
}
