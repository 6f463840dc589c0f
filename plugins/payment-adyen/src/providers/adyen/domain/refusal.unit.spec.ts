import { describe, expect, it } from "@jest/globals"
import { modificationRefusal, refusalOf } from "./refusal"

const CODES = [
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "10",
  "11",
  "12",
  "14",
  "15",
  "16",
  "17",
  "20",
  "22",
  "24",
  "26",
  "27",
  "28",
  "29",
  "31",
  "38",
  "42",
  "46",
]

describe("refusalOf", () => {
  it.each(CODES)("tells the operator about refusal %s, and the shopper only what to do", (code) => {
    const refusal = refusalOf(code)
    expect(refusal.operatorMessage).toContain(`refusal reason ${code}`)
    expect(refusal.shopperMessage).not.toMatch(/fraud|stolen|lost|blocked|suspect|risk|balance|limit|bank/i)
  })

  it("lets a card be tried again after 4, 9, 12, 28, 29 and not after 5, 6, 8, 14, 20, 22, 26, 31, 46", () => {
    expect(["4", "9", "12", "28", "29"].map((code) => refusalOf(code).retryable)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    const hard = ["5", "6", "8", "14", "20", "22", "26", "31", "46"]
    expect(hard.filter((code) => refusalOf(code).retryable)).toEqual([])
  })

  it("takes a code it does not know as a hard refusal", () => {
    for (const code of ["999", undefined, "", "toString"]) {
      expect(refusalOf(code)).toMatchObject({ code: "payment_declined", retryable: false })
    }
  })
})

describe("modificationRefusal", () => {
  it.each([
    ["capture", "Insufficient balance on payment", "capture_exceeds_authorized"],
    ["refund", "Insufficient balance on payment", "refund_exceeds_captured"],
    ["refund", "Transaction hasn't been captured, refund not possible", "refund_before_capture"],
    ["cancel", "Transaction already captured", "payment_captured_already"],
    ["cancel", "Transaction already cancelled", "payment_voided_already"],
    ["capture", "Transaction expired", "authorization_expired"],
    ["capture", "Something else", "capture_refused"],
    ["cancel", "Insufficient balance on payment", "cancel_refused"],
    ["cancel", null, "cancel_refused"],
  ])("reads why a %s failed from %p: %s", (act, reason, code) => {
    expect(modificationRefusal(act, reason)).toBe(code)
  })
})
