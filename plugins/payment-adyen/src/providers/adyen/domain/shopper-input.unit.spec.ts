import { describe, expect, it } from "@jest/globals"
import { readStateData } from "./shopper-input"

const NUMBER = "4111" + "1".repeat(12)
const encrypted = { type: "scheme", encryptedCardNumber: "eyJhbGciOiJSU0EtT0FFUCJ9.x.y", holderName: "J. Doe" }

describe("readStateData", () => {
  it("passes on what belongs to the shopper, and nothing that decides about money", () => {
    const given = {
      paymentMethod: encrypted,
      browserInfo: {},
      origin: "https://shop.example",
      amount: { value: 1 },
      reference: "x",
      merchantAccount: "y",
      additionalData: {},
      splits: [],
    }
    expect(readStateData(given, "live")).toEqual({
      ok: true,
      value: { paymentMethod: encrypted, browserInfo: {}, origin: "https://shop.example" },
    })
  })

  it("refuses a card in the clear, by its field and by its digits", () => {
    for (const card of [{ number: "x" }, { cvc: "737" }, { holderName: NUMBER }, { encryptedCardNumber: NUMBER }]) {
      expect(readStateData({ paymentMethod: { type: "scheme", ...card } }, "live")).toMatchObject({
        code: "card_data_unencrypted",
      })
    }
  })

  it("takes Adyen's published test values in the test environment only", () => {
    const test = { paymentMethod: { type: "scheme", encryptedCardNumber: `test_${NUMBER}` } }
    expect(readStateData(test, "test")).toMatchObject({ ok: true })
    expect(readStateData(test, "live")).toMatchObject({ code: "card_data_unencrypted" })
  })

  it("refuses what holds no payment method", () => {
    for (const given of [null, 5, {}, { paymentMethod: "scheme" }, { paymentMethod: [] }]) {
      expect(readStateData(given, "test")).toMatchObject({ code: "payment_method_missing" })
    }
  })
})
