import { describe, expect, it } from "@jest/globals"
import { distanceText, exactMoment } from "./moment-text"

const NOW = Date.parse("2026-03-01T12:00:00.000Z")

describe("how far away a moment is", () => {
  it.each([
    ["2026-03-06T12:00:00Z", "in 5 days"],
    ["2026-03-06T11:59:59Z", "in 4 days"],
    ["2026-03-02T12:00:00Z", "tomorrow"],
    ["2026-03-01T14:59:00Z", "in 2 hours"],
    ["2026-03-01T11:01:00Z", "59 minutes ago"],
    ["2026-03-01T11:59:01Z", "now"],
    ["2026-03-01T12:00:00Z", "now"],
    ["2026-02-26T12:00:00Z", "3 days ago"],
  ])("%s is %s at noon of the first of March", (iso, words) => {
    expect(distanceText(iso, NOW, "en")).toBe(words)
  })

  it("names the exact moment in UTC too", () => {
    expect(exactMoment("2026-03-01T12:00:00Z")).toContain("2026-03-01T12:00:00.000Z")
  })
})
