import { describe, expect, it } from "@jest/globals"
import { paymentModule } from "./payment-providers"

const none = { stripe: undefined, adyen: undefined, paymentTestUrl: undefined }
const adyen = {
  apiKey: "key",
  merchantAccount: "Shop",
  hmacKeys: ["ab"],
  environment: "test",
  returnUrl: "https://www.example.com/checkout",
} as const

describe("paymentModule", () => {
  it("is ours, under the host's key, with 0 providers when no settings name one", () => {
    expect(paymentModule(none)).toEqual({ key: "payment", resolve: "@holdfast/payment", options: { providers: [] } })
  })

  it("has 3 providers with ids that are part of their webhooks' addresses", () => {
    const { options } = paymentModule({
      stripe: { apiKey: "key", webhookSecrets: ["secret"] },
      adyen,
      paymentTestUrl: "http://127.0.0.1:4000",
    })
    expect(options.providers.map(({ id }) => id)).toEqual(["stripe", "adyen", "test"])
  })

  it("speaks to the providers themselves unless a stand-in is named", () => {
    const text = JSON.stringify(
      paymentModule({ ...none, stripe: { apiKey: "key", webhookSecrets: ["secret"] }, adyen }),
    )
    expect(text).not.toContain('Url":"http://')
    const standIns = paymentModule({
      ...none,
      stripe: { apiKey: "key", webhookSecrets: ["secret"], url: "http://127.0.0.1:1" },
      adyen: { ...adyen, url: "http://127.0.0.1:2" },
    })
    expect(standIns.options.providers.map(({ options }) => options)).toEqual([
      expect.objectContaining({ apiUrl: "http://127.0.0.1:1" }),
      expect.objectContaining({ checkoutUrl: "http://127.0.0.1:2/v71", reportHosts: ["127.0.0.1:2"] }),
    ])
  })
})
