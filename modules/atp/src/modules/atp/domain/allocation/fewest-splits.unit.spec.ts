import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { anyOrder } from "./__fixtures__/any-order"
import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import { tempting, TWELVE_ITEMS } from "./__fixtures__/tempting"
import { allocate } from "./allocate"
import { readOrder } from "./allocation-order"
import { covers } from "./covers"

describe("the fewest splits strategy", () => {
  it("sends all 5 from priority 9 rather than 3 + 2 from priorities 1 and 2", () => {
    const candidates = [
      stocked("a", { mug: 3 }),
      stocked("b", { mug: 3 }, { priority: 2 }),
      stocked("c", { mug: 5 }, { priority: 9 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 5 }), candidates, "fewest_splits"))
    expect(plan).toMatchObject({ splits: 0, alternativesConsidered: 1, lines: [{ locationId: "c", quantity: 5 }] })
    expect(plan.reasons).toEqual([
      { locationId: "c", because: "1 location can send everything. c sends 5 of the 5 units." },
    ])
  })

  it("takes 2 locations over the whole order where each item's best one would make 3", () => {
    const candidates = [
      stocked("a", { mug: 1, pot: 1 }, { priority: 3 }),
      stocked("b", { lid: 1, pan: 1 }, { priority: 3 }),
      stocked("c", { mug: 1, lid: 1, cup: 1 }),
      stocked("d", { pot: 1 }),
      stocked("e", { pan: 1 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 1, pot: 1, lid: 1, pan: 1 }), candidates, "fewest_splits"))
    expect(plan.splits).toBe(1)
    expect(plan.reasons.map(({ locationId }) => locationId)).toEqual(["a", "b"])
  })

  it("takes of 3 able pairs the one of better priorities, and says how many there were", () => {
    const candidates = [
      stocked("a", { mug: 2 }, { priority: 2 }),
      stocked("b", { mug: 2 }, { priority: 3 }),
      stocked("c", { mug: 2 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 4 }), candidates, "fewest_splits"))
    expect(plan.alternativesConsidered).toBe(3)
    expect(plan.reasons[0]).toEqual({
      locationId: "c",
      because:
        "2 locations are the fewest that together have everything; of 3 choices this one is first by priority, then " +
        "by distance. c sends 2 of the 4 units.",
    })
    expect(plan.reasons[1]?.locationId).toBe("a")
  })

  it("takes the nearer of 2 equally preferred locations", () => {
    const candidates = [stocked("a", { mug: 1 }, { country: "au" }), stocked("b", { mug: 1 }, { country: "nl" })]
    const plan = expectDone(allocate(asking({ mug: 1 }, { country: "de" }), candidates, "fewest_splits"))
    expect(plan.lines).toEqual([{ itemId: "mug", locationId: "b", quantity: 1 }])
  })

  it("keeps an item of 4 whole where one of the 2 locations has all of it", () => {
    const candidates = [stocked("a", { mug: 1, pot: 1 }), stocked("b", { mug: 4 }, { priority: 2 })]
    const plan = expectDone(allocate(asking({ mug: 4, pot: 1 }), candidates, "fewest_splits"))
    expect(plan.lines).toEqual([
      { itemId: "mug", locationId: "b", quantity: 4 },
      { itemId: "pot", locationId: "a", quantity: 1 },
    ])
  })

  it("never uses more locations than the smallest of all sets of up to 6", () => {
    fc.assert(
      fc.property(anyOrder(6), ({ request, candidates }) => {
        const plan = allocate(request, candidates, "fewest_splits")
        if (!plan.ok || plan.value.lines.length === 0) return
        const { demand, sources } = readOrder(request, candidates)
        const sizes = Array.from({ length: 2 ** sources.length }, (_, mask) =>
          sources.filter((_, at) => (mask >> at) % 2 === 1),
        )
          .filter((set) => covers(demand, set))
          .map((set) => set.length)
        expect(plan.value.splits + 1).toBe(Math.min(...sizes))
      }),
      { numRuns: 500 },
    )
  })

  it("is exact over 60 locations when 2 of them are enough", () => {
    const candidates = Array.from({ length: 60 }, (_, at) =>
      stocked(`loc_${String(at).padStart(2, "0")}`, { mug: at === 17 || at === 42 ? 50 : 1 }),
    )
    const plan = expectDone(allocate(asking({ mug: 100 }), candidates, "fewest_splits"))
    expect(plan.lines.map(({ locationId }) => locationId)).toEqual(["loc_17", "loc_42"])
  })

  it("leaves out the 2 locations that looked best at first and are to spare at the end", () => {
    const plan = expectDone(allocate(asking(TWELVE_ITEMS), tempting(), "fewest_splits"))
    expect(plan.reasons.map(({ locationId }) => locationId).sort()).toEqual(["left_0", "left_6", "right_0", "right_6"])
  })

  it("fills 200 units over 300 locations of 1 to 3 units step by step, with no location to spare", () => {
    const candidates = Array.from({ length: 300 }, (_, at) => stocked(`loc_${at}`, { mug: 1 + (at % 3) }))
    const plan = expectDone(allocate(asking({ mug: 200 }), candidates, "fewest_splits"))
    expect(plan.splits).toBe(66)
    expect(plan.reasons[0]?.because).toContain("300 locations are too many to compare every set of them")
  })
})
