import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"

import { asking } from "./__fixtures__/asking"
import { stocked } from "./__fixtures__/stocked"
import { allocate } from "./allocate"

const newYork = stocked("new_york", { mug: 5 }, { country: "us", postalCode: "11201", name: "New York" })
const reno = stocked("reno", { mug: 5 }, { country: "us", postalCode: "89501" })
const rotterdam = stocked("rotterdam", { mug: 5 }, { country: "nl", postalCode: "3011 AA" })
const nowhere = stocked("nowhere", { mug: 5 })
const all = [newYork, reno, rotterdam, nowhere]

const sentFrom = (destination: object, quantity = 1) =>
  expectDone(allocate(asking({ mug: quantity }, destination), all, "nearest")).reasons.map((one) => one.locationId)

describe("the nearest strategy", () => {
  it("sends to New York 10001 from New York, to San Francisco 94103 from Reno, to Berlin 10115 from Rotterdam", () => {
    expect(sentFrom({ country: "us", postalCode: "10001" })).toEqual(["new_york"])
    expect(sentFrom({ country: "US", postalCode: "94103" })).toEqual(["reno"])
    expect(sentFrom({ country: "de", postalCode: "10115" })).toEqual(["rotterdam"])
  })

  it("goes on with the next nearest, and takes what cannot be located last, for 16 to Berlin", () => {
    expect(sentFrom({ country: "de", postalCode: "10115" }, 16)).toEqual(["rotterdam", "new_york", "reno", "nowhere"])
  })

  it("says the distance in its reason, and that it is not known", () => {
    const { reasons } = expectDone(
      allocate(asking({ mug: 6 }, { country: "us", postalCode: "10001" }), [newYork, nowhere], "nearest"),
    )
    expect(reasons.map(({ because }) => because)).toEqual([
      "New York is about 20 km from the destination, and sends 5 of the 6 units that were missing.",
      "nowhere is at an unknown distance and has priority 1, and sends 1 of the 1 units that were missing.",
    ])
  })

  it("decides between 2 equally far ones by priority, and by priority alone when the destination is unknown", () => {
    const preferred = { ...reno, locationId: "z_reno", priority: 0 }
    for (const destination of [{ country: "us", postalCode: "94103" }, { country: "xx" }, {}]) {
      const plan = expectDone(allocate(asking({ mug: 1 }, destination), [...all, preferred], "nearest"))
      expect(plan.lines).toEqual([{ itemId: "mug", locationId: "z_reno", quantity: 1 }])
    }
  })
})
