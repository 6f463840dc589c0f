import { describe, expect, it } from "@jest/globals"
import type { Attempt } from "./attempt-types"
import { amountWords, takenOverWords, tookWords, wordsOfMajor } from "./attempt-words"

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

  it("reads a decimal that Medusa keeps, with the currency, and what is none of either as it is", () => {
    expect(digits(wordsOfMajor("34.986", "usd"))).toBe("34.99")
    expect(digits(wordsOfMajor("1999", "jpy"))).toBe("1.999")
    expect(wordsOfMajor("1999", null)).toBe("1999")
    expect(wordsOfMajor("a lot", "usd")).toBe("a lot USD")
  })

  it("has no amount where nothing was to be paid", () => {
    expect(amountWords(attempt({ total_minor: null, currency_code: "usd" }))).toBe("–")
  })

  it("took 250 ms, 1.5 s, 3 min, 2 h, or has not ended", () => {
    const started_at = "2026-11-21T10:00:00.000Z"
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T10:00:00.250Z" }))).toBe("250 ms")
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T10:00:01.500Z" }))).toBe("1.5 s")
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T10:03:10.000Z" }))).toBe("3 min")
    expect(tookWords(attempt({ started_at, ended_at: "2026-11-21T12:10:00.000Z" }))).toBe("2 h")
    expect(tookWords(attempt({ started_at, ended_at: null }))).toBe("not ended")
  })

  it.each([
    [1, ""],
    [2, "taken over once"],
    [4, "taken over 3 times"],
  ])("after %i tries was %j", (tries, words) => {
    expect(takenOverWords(tries)).toBe(words)
  })
})
