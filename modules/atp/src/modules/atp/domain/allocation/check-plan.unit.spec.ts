import { describe, expect, it } from "@jest/globals"

import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import type { AllocationLine } from "./allocation-plan"
import { checkPlan } from "./check-plan"

const request = asking({ mug: 3, pot: 1 })
const candidates = [stocked("berlin", { mug: 2, pot: 1 }), stocked("reno", { mug: 2, lid: 7 })]
const take = (itemId: string, locationId: string, quantity: number): AllocationLine => ({
  itemId,
  locationId,
  quantity,
})

const check = (...lines: AllocationLine[]) =>
  checkPlan({ lines, reasons: lines.map(({ locationId }) => ({ locationId, because: "…" })) }, request, candidates)

describe("checkPlan", () => {
  it("lets a plan of 2 + 1 mugs and 1 pot through as it is", () => {
    const plan = check(take("mug", "berlin", 2), take("mug", "reno", 1), take("pot", "berlin", 1))
    expect(plan).toMatchObject({ ok: true, value: { lines: [{ quantity: 2 }, { quantity: 1 }, { quantity: 1 }] } })
  })

  it.each([
    ["takes 1 more than is there", [take("mug", "berlin", 3), take("pot", "berlin", 1)], "where 2 are available"],
    ["takes 1 from an unknown location", [take("mug", "oslo", 1)], "where 0 are available"],
    ["takes 1 where it is not stocked", [take("pot", "reno", 1)], "where 0 are available"],
    ["takes 1 of what nobody asked for", [take("lid", "reno", 1)], "which the order does not ask for"],
    ["takes -1", [take("mug", "berlin", -1)], "takes -1 of item mug"],
    ["takes 0", [take("mug", "berlin", 0)], "takes 0 of item mug"],
    ["takes no number", [take("mug", "berlin", Number.NaN)], "takes NaN of item mug"],
    ["takes 0.0001", [take("mug", "berlin", 0.0001)], "takes 0.0001 of item mug"],
    ["takes one level in 2 lines", [take("mug", "reno", 1), take("mug", "reno", 1)], "in 2 lines"],
    ["takes 2 of 3", [take("mug", "reno", 2), take("pot", "berlin", 1)], "takes 2 of item mug, 3 were asked for"],
    [
      "takes 4 of 3",
      [take("mug", "reno", 2), take("mug", "berlin", 2), take("pot", "berlin", 1)],
      "takes 4 of item mug, 3 were asked for",
    ],
    ["leaves 1 item out", [take("mug", "berlin", 2), take("mug", "reno", 1)], "takes 0 of item pot, 1 were asked for"],
  ])("refuses a plan that %s", (_, lines, said) => {
    const answer = check(...lines)
    expect(answer).toMatchObject({ ok: false, code: "allocation_plan_invalid" })
    expect(answer.ok ? "" : answer.message).toContain(said)
  })

  it("refuses a plan that explains 1 of its 2 locations", () => {
    const lines = [take("mug", "berlin", 2), take("mug", "reno", 1), take("pot", "berlin", 1)]
    const reasons = [{ locationId: "berlin", because: "It is near." }]
    expect(checkPlan({ lines, reasons }, request, candidates)).toMatchObject({
      ok: false,
      message: "The plan gives no reason for location reno.",
    })
  })
})
