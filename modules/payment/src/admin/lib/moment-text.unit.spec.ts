import { describe, expect, it } from "@jest/globals"
import { momentText, timeLeft } from "./moment-text"

const now = Date.parse("2026-11-21T10:00:00.000Z")

describe("a moment", () => {
  it("has a zone", () => {
    expect(momentText("2027-01-31T00:00:00.000Z")).toMatch(/GMT|UTC|[A-Z]{3,4}/)
  })

  it.each([
    ["2026-11-21T10:20:00.000Z", "less than an hour left"],
    ["2026-11-21T11:20:00.000Z", "1 hour left"],
    ["2026-11-22T10:00:00.000Z", "24 hours left"],
    ["2026-11-23T10:00:00.000Z", "2 days left"],
    ["2026-11-21T10:00:00.000Z", null],
    ["2026-11-20T10:00:00.000Z", null],
  ])("of %s has %j", (at, left) => {
    expect(timeLeft(at, now)).toBe(left)
  })
})
