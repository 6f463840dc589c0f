import { describe, expect, it } from "@jest/globals"
import { parseOptions } from "./options"
import { AdyenPaymentProvider } from "./service"

const KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
const OPTIONS = { apiKey: "key", merchantAccount: "Shop", hmacKeys: KEY, returnUrl: "https://shop.example/checkout" }
const without = (name: string) => Object.fromEntries(Object.entries(OPTIONS).filter(([given]) => given !== name))

describe("parseOptions", () => {
  it.each(["apiKey", "merchantAccount", "hmacKeys", "returnUrl"])(
    "stops the boot without %s and says what to do",
    (name) => {
      expect(() => AdyenPaymentProvider.validateOptions(without(name))).toThrow(
        new RegExp(`^Adyen option "${name}" is missing\\. Set ADYEN_`),
      )
    },
  )

  it("asks the test environment unless told otherwise, and needs a prefix for the live one", () => {
    expect(parseOptions(OPTIONS)).toMatchObject({
      environment: "test",
      checkoutUrl: "https://checkout-test.adyen.com/v71",
      capture: "manual",
      timeoutMs: 15_000,
      maxTries: 4,
    })
    expect(() => parseOptions({ ...OPTIONS, environment: "live" })).toThrow('Adyen option "liveUrlPrefix" is missing.')
    expect(parseOptions({ ...OPTIONS, environment: "live", liveUrlPrefix: "abc-shop" }).checkoutUrl).toBe(
      "https://abc-shop-checkout-live.adyenpayments.com/checkout/v71",
    )
  })

  it("wants captures within 7 days, or within those it is given, for all methods or for some", () => {
    const days = (captureWithinDays?: unknown) => parseOptions({ ...OPTIONS, captureWithinDays }).captureWithinDays
    expect(days()).toEqual({ default: 7 })
    expect(days(10)).toEqual({ default: 10 })
    expect(days({ klarna: 28 })).toEqual({ default: 7, klarna: 28 })
    for (const wrong of [0, "ten", [5], { visa: -1 }]) expect(() => days(wrong)).toThrow('"captureWithinDays"')
  })

  it("takes 2 keys while one is replaced, as a list and as one text", () => {
    const other = KEY.replace("44", "55")
    expect(parseOptions({ ...OPTIONS, hmacKeys: [KEY, other] }).hmacKeys).toEqual([KEY, other])
    expect(parseOptions({ ...OPTIONS, hmacKeys: `${KEY}, ${other}` }).hmacKeys).toEqual([KEY, other])
  })

  it.each([
    [{ hmacKeys: "not hex" }, "hmacKeys"],
    [{ hmacKeys: `${KEY}0` }, "hmacKeys"],
    [{ environment: "prod" }, "environment"],
    [{ returnUrl: "/checkout" }, "returnUrl"],
    [{ checkoutUrl: "http://adyen.example" }, "checkoutUrl"],
    [{ timeoutMs: 0 }, "timeoutMs"],
    [{ maxTries: "4" }, "maxTries"],
    [{ webhookUser: "adyen" }, "webhookPassword"],
    [{ apiKey: 5 }, "apiKey"],
  ])("names the option of %p that is wrong: %s", (wrong, name) => {
    expect(() => parseOptions({ ...OPTIONS, ...wrong })).toThrow(`Adyen option "${name}"`)
  })
})
