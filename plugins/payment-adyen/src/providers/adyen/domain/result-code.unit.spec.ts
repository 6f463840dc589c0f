import { describe, expect, it } from "@jest/globals"
import { RESULT_CODES, standingOf, type PaymentStanding, type ResultCode } from "./result-code"

const WANTED: Record<ResultCode, PaymentStanding> = {
  Authorised: "authorized",
  PartiallyAuthorised: "error",
  Refused: "error",
  Error: "error",
  Cancelled: "canceled",
  Received: "pending_authorization",
  Pending: "pending_authorization",
  PresentToShopper: "requires_more",
  RedirectShopper: "requires_more",
  IdentifyShopper: "requires_more",
  ChallengeShopper: "requires_more",
  AuthenticationFinished: "pending",
  AuthenticationNotRequired: "pending",
  Success: "pending",
}

describe("standingOf", () => {
  it.each(RESULT_CODES)("knows what %s means for a session", (code) => {
    expect(standingOf(code)).toBe(WANTED[code])
  })

  it("waits when the code is newer than this plugin, and is not fooled by what every object has", () => {
    expect(standingOf("SomethingNew")).toBe("pending")
    expect(standingOf("toString")).toBe("pending")
  })
})
