import type { AdyenAmount } from "./currencies"
import type { AdyenData } from "./session-data"
import type { StateData } from "./shopper-input"

/** What of the options goes into requests. */
export type Account = {
  readonly merchantAccount: string
  readonly capture: "manual" | "immediate"
  readonly storePaymentMethods: "askForConsent" | "enabled" | "disabled"
}

/** What the shop knows of the shopper when a payment begins. */
export type Shopper = {
  readonly reference: string | null
  readonly email: string | null
  readonly countryCode: string | null
  readonly locale: string | null
}

const captureTerms = ({ capture }: Account) =>
  capture === "manual" ? { additionalData: { manualCapture: "true" } } : { captureDelayHours: 0 }

const shopperTerms = ({ reference, email, countryCode, locale }: Shopper) => ({
  ...(reference === null ? {} : { shopperReference: reference }),
  ...(email === null ? {} : { shopperEmail: email }),
  ...(countryCode === null ? {} : { countryCode }),
  ...(locale === null ? {} : { shopperLocale: locale }),
})

// The session goes along three times: as the payment's reference, as metadata, which comes back with its authorization, and
// as the order's reference, which comes back with every capture, refund and cancellation.

/** `POST /sessions`. Without a time of expiry, so that the same payment is the same request. */
export const sessionRequest = (
  account: Account,
  amount: AdyenAmount,
  sessionId: string,
  returnUrl: string,
  shopper: Shopper,
) => ({
  merchantAccount: account.merchantAccount,
  amount,
  reference: sessionId,
  returnUrl,
  channel: "Web",
  shopperInteraction: "Ecommerce",
  merchantOrderReference: sessionId,
  metadata: { session_id: sessionId },
  ...captureTerms(account),
  ...shopperTerms(shopper),
  ...(shopper.reference === null || account.storePaymentMethods === "disabled"
    ? {}
    : { storePaymentMethodMode: account.storePaymentMethods, recurringProcessingModel: "CardOnFile" }),
})

/** `POST /paymentMethods`. */
export const paymentMethodsRequest = (account: Account, amount: AdyenAmount, shopper: Shopper) => ({
  merchantAccount: account.merchantAccount,
  amount,
  channel: "Web",
  ...shopperTerms(shopper),
})

/** `POST /payments`. What the page sent comes first, so that it decides about nothing that is set here. */
export const paymentRequest = (account: Account, adyen: AdyenData, state: StateData, returnUrl: string) => ({
  ...state,
  merchantAccount: account.merchantAccount,
  amount: adyen.amount,
  reference: adyen.session_id,
  returnUrl,
  channel: "Web",
  shopperInteraction: "Ecommerce",
  merchantOrderReference: adyen.session_id,
  metadata: { session_id: adyen.session_id },
  authenticationData: { threeDSRequestData: { nativeThreeDS: "preferred" } },
  ...captureTerms(account),
  // Keeping a method needs somebody it belongs to, and a merchant who wants it.
  storePaymentMethod:
    state.storePaymentMethod === true && adyen.shopper_reference !== null && account.storePaymentMethods !== "disabled",
  ...(adyen.shopper_reference === null
    ? {}
    : { shopperReference: adyen.shopper_reference, recurringProcessingModel: "CardOnFile" }),
})

/** Captures and refunds: an amount. Cancellations: none. */
export const modificationRequest = (merchantAccount: string, reference: string, amount: AdyenAmount | null) => ({
  merchantAccount,
  reference,
  ...(amount === null ? {} : { amount }),
})
