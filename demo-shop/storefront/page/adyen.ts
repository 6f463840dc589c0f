import { AdyenCheckout, Card, type SessionOutcome } from "./adyen-web"
import { element } from "./element"
import type { StoreApi } from "./store-api"
import type { Paid, PaymentForm, WayToPay } from "./ways-to-pay"

/** What the session's data carries for Adyen's components, all of it public. */
interface ForThePage {
  readonly environment: string
  readonly client_key: string
  readonly session: { readonly id: string; readonly session_data: string }
}

const REFUSED = "The payment was refused. Try another card, or another way to pay."
const NOT_TRIED = "The payment could not be made just now. Check the card and try again."

/** A card through Adyen, in a session: Adyen's element pays by itself, and the shop is told where to look for the result. */
export function payWithAdyen(providerId: string, api: StoreApi): WayToPay {
  return {
    providerId,
    label: "Card, through Adyen",
    open: async ({ id: sessionId, data }) => {
      const { environment, client_key: clientKey, session } = data["adyen"] as ForThePage
      let settle: (outcome: SessionOutcome | Paid) => void = () => undefined
      const checkout = await AdyenCheckout({
        environment,
        clientKey,
        session: { id: session.id, sessionData: session.session_data },
        onPaymentCompleted: (outcome) => settle(outcome),
        onPaymentFailed: () => settle({ ok: false, message: REFUSED }),
        onError: () => settle({ ok: false, message: NOT_TRIED }),
      })
      const shown = element("div")
      const card = new Card(checkout, { hasHolderName: true }).mount(shown)
      const submitted = () =>
        new Promise<SessionOutcome | Paid>((resolve) => {
          settle = resolve
          card.submit()
        })

      let outcome: SessionOutcome | Paid | undefined
      const pay: PaymentForm["pay"] = async () => {
        // What is paid is not paid again, though the shop may have to be told again.
        if (!outcome || "ok" in outcome) outcome = await submitted()
        if ("ok" in outcome) return outcome
        await api.tellAdyen(sessionId, { session_result: outcome.sessionResult })
        return { ok: true }
      }
      return { shown, pay }
    },
  }
}
