import { describe, expect, it } from "@jest/globals"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaymentSessionDTO } from "@medusajs/framework/types"
import { adyenOf, BROWSER, stateData } from "../../../../providers/adyen/__fixtures__/adyen-world"
import { bareShop } from "../../../../providers/adyen/__fixtures__/bare-shop"
import { POST } from "./[id]/route"

bareShop(({ service, world, open }) => {
  /** What the page says to the shop about a session. */
  const say = async (id: string, body: Record<string, unknown>) => {
    const answers: { payment_session: PaymentSessionDTO }[] = []
    await POST(
      { scope: { resolve: () => service }, params: { id }, body } as unknown as MedusaRequest,
      { json: (answer: { payment_session: PaymentSessionDTO }) => answers.push(answer) } as unknown as MedusaResponse,
    )
    return answers[0]!.payment_session
  }

  describe("POST /store/adyen/payment-sessions/:id", () => {
    it("pays with a card that the bank asks about twice, and the cart can be completed", async () => {
      const session = await open({ flow: "advanced" })
      let said = await say(session.id, { state_data: { ...stateData("authenticating"), ...BROWSER } })
      expect(said).toMatchObject({ id: session.id, status: "requires_more" })
      while (adyenOf(said.data).payment?.action) {
        const psp = adyenOf(said.data).payment?.psp_reference
        const { details } = (await world().sandbox.post(`/3ds/${psp}`, { outcome: "passed" })) as { details: object }
        said = await say(session.id, { details })
      }
      expect(adyenOf(said.data).payment).toMatchObject({ result_code: "Authorised" })
      expect(JSON.stringify(said)).not.toContain("5454")
      expect(await service.authorizePaymentSession(session.id, {})).toMatchObject({ amount: 19.99 })
    })

    it("tells the shopper of a refusal without its reason, and takes another card in the same session", async () => {
      const session = await open({ flow: "advanced" })
      const refused = await say(session.id, { state_data: stateData("visa", { holderName: "FRAUD" }) })
      expect(adyenOf(refused.data)).toMatchObject({
        payment: null,
        declined: expect.stringMatching(/^The payment was not/),
      })
      expect(JSON.stringify(refused)).not.toMatch(/fraud|"20"/i)
      const paid = await say(session.id, { state_data: stateData() })
      expect(adyenOf(paid.data)).toMatchObject({ declined: null, payment: { result_code: "Authorised" } })
      await expect(say(session.id, { state_data: stateData() })).rejects.toMatchObject({ code: "payment_conflict" })
    })

    it("does not pay a second time while nobody knows about the first, and lets go of it with the session", async () => {
      const session = await open({ flow: "advanced" })
      await world().sandbox.fault({ fault: "reset_after", operation: "payments.create" })
      await expect(say(session.id, { state_data: stateData() })).rejects.toMatchObject({
        code: "payment_indeterminate",
      })
      await expect(say(session.id, { state_data: stateData() })).rejects.toMatchObject({
        code: "payment_indeterminate",
      })
      await expect(service.authorizePaymentSession(session.id, {})).rejects.toMatchObject({ kind: "indeterminate" })
      await service.deletePaymentSession(session.id)
      expect(await world().moved(session.data)).toMatchObject({ voided: true })
    })

    it("takes another card after the payment was canceled on the bank's page", async () => {
      const session = await open({ flow: "advanced" })
      const asked = await say(session.id, { state_data: stateData("authenticating") })
      const psp = adyenOf(asked.data).payment?.psp_reference
      const { details } = (await world().sandbox.post(`/3ds/${psp}`, { outcome: "passed" })) as { details: object }
      await world().provider.cancelPayment({ data: asked.data, context: { idempotency_key: "pay_1" } })
      const canceled = await say(session.id, { details })
      expect(adyenOf(canceled.data)).toMatchObject({ payment: null, declined: expect.stringContaining("canceled") })
      const paid = await say(session.id, { state_data: stateData() })
      expect(adyenOf(paid.data)).toMatchObject({ declined: null, payment: { result_code: "Authorised" } })
    })

    it("keeps the result of Adyen's own session, which authorizes the payment", async () => {
      const session = await open({})
      const { session_result } = adyenOf(await world().pay(session.data, "accepted"))
      await say(session.id, { session_result })
      expect(await service.authorizePaymentSession(session.id, {})).toMatchObject({ amount: 19.99 })
    })

    it("refuses an empty message, a card in the clear and a session that is not Adyen's", async () => {
      const session = await open({ flow: "advanced" })
      await expect(say(session.id, { amount: 1 })).rejects.toMatchObject({ code: "adyen_command_missing" })
      const clear = { paymentMethod: { type: "scheme", number: "4111" + "1".repeat(12) } }
      await expect(say(session.id, { state_data: clear })).rejects.toMatchObject({ code: "payment_invalid_request" })
      await expect(say("payses_none", { details: {} })).rejects.toMatchObject({ code: "payment_session_unknown" })
    })
  })
})
