import { describe, expect, it } from "@jest/globals"
import { BrokenAssumption, done, expectDone, refuse } from "@holdfast/kernel"
import fc from "fast-check"

import { compareQuantities } from "../quantity"
import { anyOrder } from "./__fixtures__/any-order"
import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import { allocate } from "./allocate"
import type { AllocationChoice } from "./allocation-plan"
import { ALLOCATION_STRATEGIES } from "./allocation-strategies"
import type { AllocationStrategy } from "./allocation-strategy"
import { unitsOf } from "./units-of"

const NAMES = [...ALLOCATION_STRATEGIES.keys()]
const strategyName = fc.constantFrom(...NAMES)

const withOwn = (allocateOwn: AllocationStrategy["allocate"]) =>
  new Map([...ALLOCATION_STRATEGIES, ["own", { name: "own", allocate: allocateOwn }]])

const choosing = (lines: AllocationChoice["lines"]) =>
  withOwn(() =>
    done({
      lines,
      reasons: lines.map(({ locationId }) => ({ locationId, because: "It said so." })),
      alternativesConsidered: 1,
    }),
  )

describe("allocate", () => {
  it("knows 4 strategies", () => {
    expect(NAMES).toEqual(["priority", "nearest", "fewest_splits", "lowest_cost"])
  })

  it.each(NAMES)("sells a quantity of 2 over 1 + 1 in two warehouses (%s)", (name) => {
    const plan = allocate(asking({ mug: 2 }), [stocked("berlin", { mug: 1 }), stocked("reno", { mug: 1 })], name)
    expect(expectDone(plan)).toMatchObject({
      strategy: name,
      splits: 1,
      lines: [
        { itemId: "mug", locationId: "berlin", quantity: 1 },
        { itemId: "mug", locationId: "reno", quantity: 1 },
      ],
    })
  })

  it.each(NAMES)("allocates the 2 parts of a kit together or not at all (%s)", (name) => {
    const candidates = [stocked("berlin", { cup: 5, saucer: 0 }), stocked("reno", { saucer: 1 })]
    expect(expectDone(allocate(asking({ cup: 1, saucer: 1 }), candidates, name)).lines).toHaveLength(2)
    expect(allocate(asking({ cup: 2, saucer: 2 }), candidates, name)).toMatchObject({
      ok: false,
      code: "insufficient_inventory",
      shortages: [{ itemId: "saucer", asked: 2, available: 1 }],
    })
  })

  it("says how many of each short item are available, counting a location at -4 as 0", () => {
    const candidates = [stocked("berlin", { mug: -4, pot: 9 }), stocked("reno", { mug: 2 })]
    expect(allocate(asking({ mug: 3, lid: 1, pot: 9 }), candidates, "priority")).toEqual({
      ok: false,
      code: "insufficient_inventory",
      message:
        "Item lid has 0 available at all locations, 1 were asked for. " +
        "Item mug has 2 available at all locations, 3 were asked for.",
      nextStep: "Lower the quantity, or ask for a date when more arrives.",
      shortages: [
        { itemId: "lid", asked: 1, available: 0 },
        { itemId: "mug", asked: 3, available: 2 },
      ],
    })
  })

  it("adds 2 lines of one item up before it looks whether they fit", () => {
    const request = { lines: [...asking({ mug: 2 }).lines, ...asking({ mug: 2 }).lines], destination: {} }
    expect(allocate(request, [stocked("berlin", { mug: 3 })], "priority")).toMatchObject({
      shortages: [{ itemId: "mug", asked: 4, available: 3 }],
    })
  })

  it("takes exact thousandths: 0.3 from 0.1 and 0.2", () => {
    const candidates = [stocked("berlin", { rope: 0.1 }), stocked("reno", { rope: 0.2 }, { priority: 2 })]
    const plan = expectDone(allocate(asking({ rope: 0.3 }), candidates, "priority"))
    expect(plan.lines.map(({ quantity }) => quantity)).toEqual([0.1, 0.2])
  })

  it("answers an order of 0 lines with a plan of 0 lines", () => {
    expect(expectDone(allocate(asking({}), [], "nearest"))).toEqual({
      lines: [],
      reasons: [],
      strategy: "nearest",
      splits: 0,
      alternativesConsidered: 0,
    })
  })

  it("refuses a strategy that is none of the 4 and names them", () => {
    expect(allocate(asking({ mug: 1 }), [], "cheapest")).toMatchObject({
      code: "allocation_strategy_unknown",
      message: 'There is no allocation strategy "cheapest".',
      nextStep: "Use one of fewest_splits, lowest_cost, nearest, priority, or register your own under this name.",
    })
  })

  it("never takes more than is available, takes exactly what is asked and says why for each location", () => {
    fc.assert(
      fc.property(anyOrder(6), strategyName, ({ request, candidates }, name) => {
        const plan = allocate(request, candidates, name)
        if (!plan.ok) {
          if (plan.code !== "insufficient_inventory") throw new Error(plan.message)
          return
        }
        const { lines, reasons, splits } = plan.value
        for (const { itemId, locationId, quantity } of lines) {
          const level = candidates
            .find((candidate) => candidate.locationId === locationId)
            ?.levels.find((of) => of.itemId === itemId)
          expect(quantity).toBeGreaterThan(0)
          expect(compareQuantities(quantity, level?.atp ?? 0)).toBeLessThanOrEqual(0)
        }
        for (const { itemId } of request.lines) {
          const of = (line: { readonly itemId: string }) => line.itemId === itemId
          expect(unitsOf(lines.filter(of))).toBe(unitsOf(request.lines.filter(of)))
        }
        const used = [...new Set(lines.map(({ locationId }) => locationId))].sort()
        expect(reasons.map(({ locationId }) => locationId).sort()).toEqual(used)
        expect(splits).toBe(Math.max(0, used.length - 1))
      }),
      { numRuns: 500 },
    )
  })

  it("refuses exactly when some item has less at all locations than is asked", () => {
    fc.assert(
      fc.property(anyOrder(4), strategyName, ({ request, candidates }, name) => {
        const available = (itemId: string) =>
          candidates
            .flatMap(({ levels }) => levels.filter((level) => level.itemId === itemId && level.atp > 0))
            .reduce((sum, { atp }) => sum + atp, 0)
        const asked = (itemId: string) => unitsOf(request.lines.filter((line) => line.itemId === itemId))
        const fits = request.lines.every(({ itemId }) => asked(itemId) <= available(itemId))
        expect(allocate(request, candidates, name).ok).toBe(fits)
      }),
      { numRuns: 300 },
    )
  })

  it("answers the same however lines, candidates and levels are listed", () => {
    const shuffled = anyOrder(6).chain(({ request, candidates }) =>
      fc.record({
        given: fc.constant({ request, candidates }),
        lines: fc.shuffledSubarray([...request.lines], { minLength: request.lines.length }),
        others: fc
          .shuffledSubarray([...candidates], { minLength: candidates.length })
          .map((list) => list.map((one) => ({ ...one, levels: [...one.levels].reverse() }))),
      }),
    )
    fc.assert(
      fc.property(shuffled, strategyName, ({ given, lines, others }, name) => {
        const first = allocate(given.request, given.candidates, name)
        expect(allocate({ ...given.request, lines }, others, name)).toEqual(first)
      }),
      { numRuns: 500 },
    )
  })

  it("survives JSON unchanged, so that the decision can be recorded", () => {
    fc.assert(
      fc.property(anyOrder(4), strategyName, ({ request, candidates }, name) => {
        const plan = allocate(request, candidates, name)
        expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan)
      }),
    )
  })

  describe("with a strategy of somebody else", () => {
    const candidates = [stocked("berlin", { mug: 2 }), stocked("reno", { mug: 5 })]

    it("carries out a plan of 3 units that adds up", () => {
      const strategies = choosing([{ itemId: "mug", locationId: "reno", quantity: 3 }])
      expect(expectDone(allocate(asking({ mug: 3 }), candidates, "own", strategies))).toEqual({
        lines: [{ itemId: "mug", locationId: "reno", quantity: 3 }],
        reasons: [{ locationId: "reno", because: "It said so." }],
        strategy: "own",
        splits: 0,
        alternativesConsidered: 1,
      })
    })

    it("refuses a plan that takes 3 where 2 are available", () => {
      const strategies = choosing([{ itemId: "mug", locationId: "berlin", quantity: 3 }])
      expect(allocate(asking({ mug: 3 }), candidates, "own", strategies)).toMatchObject({
        ok: false,
        code: "allocation_plan_invalid",
        message: "The plan takes 3 of item mug at location berlin, where 2 are available.",
      })
    })

    it("removes the noise of floats: 0.1 * 3 is 0.3", () => {
      const strategies = choosing([{ itemId: "rope", locationId: "reno", quantity: 0.1 * 3 }])
      const plan = allocate(asking({ rope: 0.3 }), [stocked("reno", { rope: 1 })], "own", strategies)
      expect(expectDone(plan).lines).toEqual([{ itemId: "rope", locationId: "reno", quantity: 0.3 }])
    })

    it("passes its own refusal on", () => {
      const own = refuse("allocation_strategy_refused", "No location is open today.", "Ask again tomorrow.")
      expect(
        allocate(
          asking({ mug: 3 }),
          candidates,
          "own",
          withOwn(() => own),
        ),
      ).toEqual(own)
    })

    it("is not asked when 8 are asked for and 7 are there", () => {
      const strategies = withOwn(() => {
        throw new Error("was asked")
      })
      expect(allocate(asking({ mug: 8 }), candidates, "own", strategies)).toMatchObject({
        code: "insufficient_inventory",
      })
    })
  })

  describe("throws for what only a mistake in the program can send", () => {
    it.each([0, -1, 0.0001, Number.NaN, Number.POSITIVE_INFINITY])("a quantity of %s", (quantity) => {
      expect(() => allocate(asking({ mug: quantity }), [], "priority")).toThrow(BrokenAssumption)
    })

    it("one location as 2 candidates", () => {
      const twice = [stocked("berlin", { mug: 1 }), stocked("berlin", { mug: 1 })]
      expect(() => allocate(asking({ mug: 2 }), twice, "priority")).toThrow("Location berlin is a candidate twice.")
    })

    it("2 levels of one item at one location", () => {
      const { levels, ...berlin } = stocked("berlin", { mug: 1 })
      expect(() => allocate(asking({ mug: 2 }), [{ ...berlin, levels: [...levels, ...levels] }], "priority")).toThrow(
        "Location berlin has 2 levels of item mug.",
      )
    })

    it.each([
      { costPerUnitMinor: 1.5 },
      { costPerShipmentMinor: -1 },
      { costPerUnitMinor: 2 ** 53 },
      { priority: Number.NaN },
    ])("the figures %j", (figures) => {
      expect(() => allocate(asking({ mug: 1 }), [stocked("berlin", { mug: 1 }, figures)], "priority")).toThrow(
        /^Location berlin has the /,
      )
    })
  })
})
