import { ProviderFailure } from "@holdfast/kernel"
import type { AdyenClient } from "./client"
import type { AdyenAmount } from "./domain/currencies"
import { refusalOf } from "./domain/refusal"
import {
  modificationRequest,
  paymentMethodsRequest,
  paymentRequest,
  sessionRequest,
  type Shopper,
} from "./domain/requests"
import { standingOf, type PaymentStanding } from "./domain/result-code"
import type { AdyenData, AdyenPayment } from "./domain/session-data"
import type { StateData } from "./domain/shopper-input"
import { idempotencyKey } from "./idempotency-key"
import type { AdyenOptions } from "./options"

type Result = {
  readonly resultCode?: string
  readonly pspReference?: string
  readonly amount?: AdyenAmount
  readonly action?: Readonly<Record<string, unknown>>
  readonly paymentMethod?: { readonly type?: string; readonly brand?: string }
  readonly refusalReasonCode?: string
}

type SessionResult = {
  readonly status?: "active" | "canceled" | "completed" | "expired" | "paymentPending" | "refused"
  readonly payments?: readonly Result[]
}

/** Where a payment stands, and what is known of it at Adyen. */
export type Standing = { readonly standing: PaymentStanding; readonly payment: AdyenPayment | null }

/** What happens before money is reserved: sessions, payments, and what the shopper's bank asks in between. */
export class AdyenPayments {
  constructor(
    private readonly client: AdyenClient,
    private readonly options: AdyenOptions,
  ) {}

  async openSession(amount: AdyenAmount, sessionId: string, returnUrl: string, shopper: Shopper) {
    const body = sessionRequest(this.options, amount, sessionId, returnUrl, shopper)
    const opened = await this.client.checkout<{ id: string; sessionData?: string; expiresAt: string }>(
      "POST",
      "/sessions",
      idempotencyKey("sessions", sessionId, body),
      body,
    )
    return { id: opened.id, session_data: opened.sessionData ?? "", expires_at: opened.expiresAt }
  }

  paymentMethods(amount: AdyenAmount, sessionId: string, shopper: Shopper) {
    const body = paymentMethodsRequest(this.options, amount, shopper)
    const key = idempotencyKey("paymentMethods", sessionId, body)
    return this.client.checkout<Record<string, unknown>>("POST", "/paymentMethods", key, body)
  }

  /** Pays with what the page collected. */
  async pay(adyen: AdyenData, state: StateData, returnUrl: string): Promise<Standing> {
    const body = paymentRequest(this.options, adyen, state, returnUrl)
    const key = idempotencyKey("payments", adyen.session_id, body)
    return this.standing(adyen, await this.client.checkout<Result>("POST", "/payments", key, body))
  }

  /** Goes on after the shopper did what the bank asked for. */
  async details(adyen: AdyenData, body: Readonly<Record<string, unknown>>): Promise<Standing> {
    const key = idempotencyKey("details", adyen.session_id, body)
    return this.standing(adyen, await this.client.checkout<Result>("POST", "/payments/details", key, body))
  }

  /** What became of a session that Adyen's page element paid. */
  async sessionResult(adyen: AdyenData, session: string, result: string): Promise<Standing> {
    const path = `/sessions/${encodeURIComponent(session)}?sessionResult=${encodeURIComponent(result)}`
    const { status, payments = [] } = await this.client.checkout<SessionResult>("GET", path, null)
    switch (status) {
      case "completed": {
        const paid = payments.find(({ resultCode }) => resultCode === "Authorised") ?? payments[0]
        return this.standing(adyen, { resultCode: "Authorised", ...paid })
      }
      case "paymentPending":
        return this.standing(adyen, { resultCode: "Pending", ...payments[0] })
      case "refused":
        // The session's result does not say why; the webhook of the refused payment does.
        throw declined(undefined, "refused")
      case "canceled":
      case "expired":
        return { standing: "canceled", payment: null }
      default:
        return { standing: "pending", payment: null }
    }
  }

  private async standing(adyen: AdyenData, result: Result): Promise<Standing> {
    const resultCode = result.resultCode ?? "Error"
    const standing = standingOf(resultCode)
    const reserved = resultCode === "Authorised" || resultCode === "PartiallyAuthorised"
    // Less than was asked for is not this payment. What is reserved is let go before anybody counts on it.
    if (reserved && (resultCode !== "Authorised" || !isSame(result.amount, adyen.amount))) {
      await this.letGo(adyen, result.pspReference)
      throw new ProviderFailure(
        "declined",
        "payment_amount_differs",
        `Adyen authorized another amount than ${adyen.amount.value} ${adyen.amount.currency} (minor units) for ${adyen.session_id}, and was asked to cancel it. Offer another way to pay.`,
        "The payment was not accepted in full. Try another card or another way to pay.",
      )
    }
    if (standing === "error") throw declined(result.refusalReasonCode, resultCode)
    return { standing, payment: paymentOf(result, resultCode) }
  }

  private async letGo(adyen: AdyenData, pspReference: string | undefined): Promise<void> {
    if (pspReference === undefined) return
    const body = modificationRequest(this.options.merchantAccount, adyen.session_id, null)
    await this.client.checkout(
      "POST",
      `/payments/${pspReference}/cancels`,
      idempotencyKey("let-go", pspReference, body),
      body,
    )
  }
}

const isSame = (given: AdyenAmount | undefined, asked: AdyenAmount): boolean =>
  given === undefined || (given.value === asked.value && given.currency === asked.currency)

const paymentOf = (result: Result, resultCode: string): AdyenPayment => ({
  psp_reference: result.pspReference ?? null,
  result_code: resultCode,
  amount: result.amount ?? null,
  action: result.action ?? null,
  method: result.paymentMethod?.brand ?? result.paymentMethod?.type ?? null,
})

function declined(reasonCode: string | undefined, resultCode: string): ProviderFailure {
  const { code, operatorMessage, shopperMessage } = refusalOf(reasonCode)
  return new ProviderFailure("declined", code, operatorMessage, shopperMessage, reasonCode ?? resultCode)
}
