import type { PaymentSession } from "./store-api"

/** What a payment came to on the shopper's side. The shop asks the provider itself before it believes it. */
export type Paid = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** A provider's part of the page for one payment session. */
export interface PaymentForm {
  readonly shown: HTMLElement
  /** What the press on the page's one button does before the order is placed. */
  readonly pay: () => Promise<Paid>
}

/** One way to pay: the session is opened by the shop first, and what it carries is all that the page needs. */
export interface WayToPay {
  readonly providerId: string
  readonly label: string
  readonly open: (session: PaymentSession) => Promise<PaymentForm>
}
