import { describe, expect, it } from "@jest/globals"
import type { Attempt } from "./attempt-types"
import { amountWords, tookWords } from "./attempt-words"

const attempt = (own: Partial<Attempt>) => own as Attempt
const digits = (text: string) => text.replace(/[^\d.,]/g, "").replace(",", ".")

describe("an attempt in words", () => {
  it.each([
    ["1999", "usd", "19.99"],
    ["5", "usd", "0.05"],
    ["1999", "jpy", "1.999"],
    ["1999", "kwd", "1.999"],
  ])("reads %s minor units of %s", (total_minor, currency_code, shown) => {
    expect(digits(amountWords(attempt({ total_minor, currency_code })))).toBe(shown)
  })

  it("has no amount where nothing was to be paid", () => {
    expect(amountWords(attempt({ total_minor: null, currency_code: "usd" }))).toBe("–")
  })

  it("took 250 ms, 1.5 s, or has not ended", () => {
    const started_at = "2026-11-21T10:00:00.000Z"
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T10:00:00.250Z" }))).toBe("250 ms")
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T10:00:01.500Z" }))).toBe("1.5 s")
    expect(tookWords(attempt({ started_at, ended_at: null }))).toBe("not ended")
  })
})
