import { describe, expect, it } from "@jest/globals"
import { ACTS } from "./attempt"
import { inversesOf } from "./inverses"

const open = { state: "open", step: "authorize", payment_session_id: "payses_1", uses_registered: true } as const
const now = (attempt: Parameters<typeof inversesOf>[0]) =>
  Object.fromEntries(inversesOf(attempt).map((one) => [one.act, one.now]))

describe("what compensation would do", () => {
  it("says it of all 8 acts, in their order", () => {
    expect(inversesOf(open).map(({ act }) => act)).toEqual([...ACTS])
  })

  it("asks the provider before it takes money back, once the provider may have been asked", () => {
    expect(now(open)["authorize"]).toMatch(/^The provider is asked first/)
    expect(now({ ...open, step: "validate" })["authorize"]).toBe("The provider was not asked.")
    expect(now({ ...open, payment_session_id: null })["authorize"]).toBe("The provider was not asked.")
  })

  it("gives uses back only where they are counted", () => {
    expect(now(open)["price"]).toBe("They are counted, and would be given back.")
    expect(now({ ...open, uses_registered: false })["price"]).toBe("None are counted.")
  })

  it.each(["ordered", "refused", "undone"] as const)("does nothing to an attempt that is %s", (state) => {
    expect(new Set(Object.values(now({ ...open, state })))).toEqual(new Set(["Nothing: the attempt has ended."]))
  })
})
