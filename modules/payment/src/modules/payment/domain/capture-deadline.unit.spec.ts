import { describe, expect, it } from "@jest/globals"
import { captureDeadline, endsSoon } from "./capture-deadline"

const DATA = "2026-11-28T12:00:00.000Z"
const TOLD = "2026-11-26T12:00:00.000Z"

describe("until when an authorization may be captured", () => {
  it("is what the payment's data says, or what the provider told last of the authorization", () => {
    const facts = [
      { kind: "payment.authorized", dueAt: "2026-11-25T12:00:00.000Z" },
      { kind: "payment.authorization_changed", dueAt: TOLD },
      { kind: "dispute.opened", dueAt: "2026-12-31T12:00:00.000Z" },
      { kind: "capture.confirmed", dueAt: null },
    ] as const
    expect(captureDeadline({ expires_at: DATA }, facts)).toBe(DATA)
    expect(captureDeadline({}, facts)).toBe(TOLD)
    expect(captureDeadline(null, [])).toBeNull()
  })

  it("is nothing that a shopper made up", () => {
    for (const madeUp of ["soon", 7, "2026-11-28", "2026-11-28T12:00:00+02:00"]) {
      expect(captureDeadline({ expires_at: madeUp }, [])).toBeNull()
    }
  })

  it("is soon from 48 hours before it on, and still when it is over", () => {
    const at = (iso: string) => endsSoon(DATA, new Date(iso))
    expect([at("2026-11-26T12:00:00.000Z"), at("2026-11-26T12:00:00.001Z"), at("2026-11-29T00:00:00Z")]).toEqual([
      false,
      true,
      true,
    ])
    expect(endsSoon(null, new Date(DATA))).toBe(false)
  })
})
