import { describe, expect, it } from "@jest/globals"
import { BREAK_KINDS, type BreakKind } from "./break-kind"
import { mayHealItself, needsSecondAdmin } from "./heal-policy"

const policy = { healUpTo: { default: "100", jpy: "10000" }, approveOver: { default: "1000" } }
const held = (amountMinor: string | null, currencyCode: string | null = "usd") => ({
  kind: "money_without_order" as const,
  amountMinor,
  currencyCode,
})

describe("what may heal itself", () => {
  it("gives money back by itself up to 100.00, and not a cent more", () => {
    expect(mayHealItself(policy, held("10000"))).toBe(true)
    expect(mayHealItself(policy, held("10001"))).toBe(false)
  })

  it("counts in the currency's own minor units: 10,000 yen are 10,000, and 100 dinars 100,000 fils", () => {
    expect(mayHealItself(policy, held("10000", "jpy"))).toBe(true)
    expect(mayHealItself(policy, held("10001", "jpy"))).toBe(false)
    expect(mayHealItself(policy, held("100000", "kwd"))).toBe(true)
    expect(mayHealItself(policy, held("100001", "kwd"))).toBe(false)
  })

  it.each([
    ["no amount", held(null)],
    ["no currency", held("100", null)],
    ["a currency nobody knows", held("100", "zzz")],
    ["an amount that is none", held("1e3")],
  ])("leaves money with %s to a person", (_what, found) => {
    expect(mayHealItself(policy, found)).toBe(false)
  })

  it("asks the provider, ends an attempt and releases units whatever the amount", () => {
    const kinds = (Object.keys(BREAK_KINDS) as BreakKind[]).filter((kind) =>
      mayHealItself(policy, { kind, amountMinor: "99999999", currencyCode: "usd" }),
    )
    expect(kinds.sort()).toEqual(["allocation_left", "attempt_interrupted", "operation_unknown", "permit_left"])
  })

  it("mends nothing by itself that has no repair", () => {
    for (const kind of Object.values(BREAK_KINDS)) {
      if (kind.repair === null) expect(kind.healing).toBe("by_hand")
    }
  })
})

describe("who has to agree", () => {
  it("wants a second admin from 1,000.01 on", () => {
    expect(needsSecondAdmin(policy, held("100000"))).toBe(false)
    expect(needsSecondAdmin(policy, held("100001"))).toBe(true)
  })

  it("wants one as well where the amount cannot be read, and none where there is no money in it", () => {
    expect(needsSecondAdmin(policy, held("100", "zzz"))).toBe(true)
    expect(needsSecondAdmin(policy, { kind: "message_parked", amountMinor: null, currencyCode: null })).toBe(false)
  })
})
