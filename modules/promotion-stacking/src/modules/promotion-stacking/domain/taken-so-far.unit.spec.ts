import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { arbitraryEntries } from "../__fixtures__/arbitrary-promotions"
import { mayMeet, ruleOf } from "./rule"
import { TakenSoFar } from "./taken-so-far"

describe("those taken so far", () => {
  it("admit whoever may meet each of them, and nobody once they are closed", () => {
    fc.assert(
      fc.property(arbitraryEntries(8), (entries) => {
        const rules = entries.map(ruleOf)
        const company = new TakenSoFar()
        const taken: typeof rules = []
        for (const rule of rules) {
          for (const other of rules) {
            if (taken.includes(other)) continue
            const admitted = taken.every((one) => mayMeet(one, other))
            expect(company.admits(other)).toBe(admitted)
            expect(company.isClosed && admitted).toBe(false)
          }
          if (!company.admits(rule)) continue
          company.take(rule)
          taken.push(rule)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
