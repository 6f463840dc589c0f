import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { BrokenAssumption } from "./broken-assumption"
import { done, expectDone, refuse, type Outcome, type Refusal } from "./outcome"

type ShelfRefused = Refusal<"shelf_empty" | "shelf_locked">

function take(from: readonly string[], locked: boolean): Outcome<string, ShelfRefused> {
  if (locked) return refuse("shelf_locked", "The shelf is locked.", "Ask for the key.")
  const [first] = from
  return first === undefined ? refuse("shelf_empty", "The shelf holds 0 items.", "Refill it.") : done(first)
}

describe("Outcome", () => {
  it("answers ok true with the value, or ok false with 1 code, 1 message and 1 next step", () => {
    expect(take(["mug"], false)).toStrictEqual({ ok: true, value: "mug" })
    expect(take([], false)).toStrictEqual({
      ok: false,
      code: "shelf_empty",
      message: "The shelf holds 0 items.",
      nextStep: "Refill it.",
    })
  })

  it("narrows by ok, and by code among the 2 codes of a refusal", () => {
    const answer = take(["mug"], true)
    if (answer.ok) throw new Error(`took ${answer.value.toUpperCase()} from a locked shelf`)
    const code: "shelf_empty" | "shelf_locked" = answer.code
    expect(code).toBe("shelf_locked")
  })

  it("survives JSON unchanged with any JSON value in it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const outcome = done(value)
        // JSON itself turns -0 into 0, so the comparison goes through it once.
        expect(JSON.parse(JSON.stringify(outcome))).toStrictEqual({
          ok: true,
          value: JSON.parse(JSON.stringify(value)),
        })
      }),
    )
    const refusal = take([], false)
    expect(JSON.parse(JSON.stringify(refusal))).toStrictEqual(refusal)
  })

  it("carries facts for programs beside the 4 members that every refusal has", () => {
    const short: Refusal<"atp_short"> & { missing: number } = {
      ...refuse("atp_short", "3 were asked for, 1 is there.", "Ask for 1."),
      missing: 2,
    }
    const outcome: Outcome<null, typeof short> = short
    expect(outcome.ok ? 0 : outcome.missing).toBe(2)
  })
})

describe("expectDone", () => {
  it("gives the value of 1 done outcome", () => {
    expect(expectDone(done(7))).toBe(7)
  })

  it("throws a refusal with its own code, message and next step", () => {
    const act = () => expectDone(take([], true))
    expect(act).toThrow(BrokenAssumption)
    expect(act).toThrow("The shelf is locked. Ask for the key.")
    expect(act).toThrow(expect.objectContaining({ code: "shelf_locked", nextStep: "Ask for the key." }))
  })
})
