import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"

import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import { allocate } from "./allocate"

describe("the priority strategy", () => {
  it("empties priority 1 before it touches priority 2, even when 2 has all 5", () => {
    const candidates = [stocked("berlin", { mug: 3 }), stocked("reno", { mug: 5 }, { priority: 2 })]
    const plan = expectDone(allocate(asking({ mug: 5 }), candidates, "priority"))
    expect(plan.lines).toMatchObject([
      { locationId: "berlin", quantity: 3 },
      { locationId: "reno", quantity: 2 },
    ])
    expect(plan.reasons).toEqual([
      { locationId: "berlin", because: "berlin has priority 1, and sends 3 of the 5 units that were missing." },
      { locationId: "reno", because: "reno has priority 2, and sends 2 of the 2 units that were missing." },
    ])
  })

  it("prefers the 1 of 3 equal locations that has both items", () => {
    const candidates = [
      stocked("a", { mug: 9 }),
      stocked("b", { mug: 9, pot: 9 }, { name: "Berlin" }),
      stocked("c", { pot: 9 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 1, pot: 1 }), candidates, "priority"))
    expect(plan.reasons).toEqual([
      {
        locationId: "b",
        because:
          "Berlin has priority 1, and sends 2 of the 2 units that were missing. " +
          "It goes before others of the same rank because it has all the rest.",
      },
    ])
  })

  it("prefers the one that has the rest once priority 1 has sent its 2", () => {
    const candidates = [
      stocked("first", { mug: 2 }),
      stocked("second_a", { mug: 1 }, { priority: 2 }),
      stocked("second_b", { mug: 3 }, { priority: 2 }),
    ]
    const plan = expectDone(allocate(asking({ mug: 5 }), candidates, "priority"))
    expect(plan.lines.map(({ locationId }) => locationId)).toEqual(["first", "second_b"])
  })

  it("takes the nearer of 2 equal locations that both have all", () => {
    const candidates = [
      stocked("a", { mug: 1 }, { country: "us", postalCode: "10001" }),
      stocked("b", { mug: 1 }, { country: "nl", postalCode: "3011" }),
    ]
    const plan = expectDone(
      allocate(asking({ mug: 1 }, { country: "de", postalCode: "10115" }), candidates, "priority"),
    )
    expect(plan.lines).toEqual([{ itemId: "mug", locationId: "b", quantity: 1 }])
  })
})
