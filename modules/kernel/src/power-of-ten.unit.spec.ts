import { describe, expect, it } from "@jest/globals"

import { powerOfTen } from "./power-of-ten"

describe("powerOfTen", () => {
  it("is a 1 and as many zeros, for 0 to 60", () => {
    for (let exponent = 0; exponent <= 60; exponent++) {
      expect(powerOfTen(exponent).toString()).toBe(`1${"0".repeat(exponent)}`)
    }
  })
})
