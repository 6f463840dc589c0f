import { describe, expect, it } from "@jest/globals"
import { adyenOf, HMAC_KEY, stateData } from "./__fixtures__/adyen-world"
import { bareShop } from "./__fixtures__/bare-shop"

bareShop(({ service, world, open, paid }) => {
  describe("in Medusa's own payment module", () => {
    it("authorizes 19.99, captures 5 and 14.99 with their amounts, and refunds 3", async () => {
      const payment = await paid({ state_data: stateData() })
      await service.capturePayment({ payment_id: payment.id, amount: 5 })
      expect(await world().moved(payment.data ?? {})).toMatchObject({ captured: "5.00" })
      const whole = await service.capturePayment({ payment_id: payment.id, amount: 14.99 })
      expect(whole.captured_at).not.toBeNull()
      await service.refundPayment({ payment_id: payment.id, amount: 3 })
      expect(await world().moved(payment.data ?? {})).toEqual({ captured: "19.99", refunded: "3.00", voided: false })
      expect(JSON.stringify(await service.retrievePayment(payment.id))).not.toContain("4111")
    })

    it("authorizes by webhook when the shopper closed the page, as Medusa's own subscriber does it", async () => {
      const session = await open({})
      await expect(service.authorizePaymentSession(session.id, {})).rejects.toThrow("was not authorized")
      await world().pay(session.data, "accepted")
      const [message] = await world().sandbox.take({ secrets: [HMAC_KEY] })
      const action = await service.getWebhookActionAndData({
        provider: "adyen_adyen",
        payload: { data: {}, rawData: Buffer.from(message!.body), headers: message!.headers },
      })
      expect(action).toMatchObject({ action: "authorized", data: { session_id: session.id, amount: "19.99" } })
      const payment = await service.authorizePaymentSession(session.id, {})
      expect(adyenOf(payment?.data ?? {}).payment?.psp_reference).toEqual(expect.any(String))
    })

    it("voids, and refuses a session whose card is in the clear", async () => {
      const payment = await paid({ state_data: stateData() })
      await service.cancelPayment(payment.id)
      expect(await world().moved(payment.data ?? {})).toMatchObject({ voided: true })
      const clear = { state_data: { paymentMethod: { type: "scheme", number: "4111" + "1".repeat(12) } } }
      await expect(paid(clear)).rejects.toMatchObject({ code: "card_data_unencrypted" })
    })
  })
})
