import type { PaymentPort } from "@holdfast/kernel"
import type { IPaymentProvider } from "@medusajs/framework/types"
import type { SandboxClient } from "../sandbox-client"

/** A session's or a payment's `data`, as Medusa keeps it. */
export type PaymentData = Record<string, unknown>

/** What a sandbox says has become of a payment's money, in decimal text of major units. */
export interface MovedMoney {
  readonly captured: string
  readonly refunded: string
  readonly voided: boolean
}

export type ContractProvider = IPaymentProvider & PaymentPort

/** A provider's plugin and its sandbox, for the contract that all of them keep. One for each file of tests. */
export interface ContractWorld {
  readonly sandbox: SandboxClient
  readonly provider: ContractProvider
  /** The same, and it repeats a call that had no answer by itself. */
  readonly patient: ContractProvider
  /** A second one that reads webhooks with a new secret beside the old one. */
  readonly rotated: ContractProvider
  /** Everything the plugin logged so far, as text. */
  readonly logged: () => string
  /** How faults call the operations: `payment_intents.capture`. */
  readonly operations: { readonly capture: string; readonly refund: string; readonly cancel: string }
  /** Whether the answer to a capture and a refund says that it moved, or only that it was asked for. */
  readonly confirms: "at_once" | "by_webhook"
  /** Whether an old signature is refused. Adyen's carries no time. */
  readonly signatureHasTime: boolean
  /**
   * What the shopper's client does: pays what `initiatePayment` opened, with a card that is accepted, declined for want of
   * funds, or asked to be confirmed; or by a method that takes days.
   *
   * @returns the session's data as `authorizePayment` gets it
   */
  pay(data: PaymentData, how: "accepted" | "declined" | "challenged" | "delayed"): Promise<PaymentData>
  /** What the shopper does with the bank's question. */
  answerChallenge(data: PaymentData, outcome: "passed" | "failed"): Promise<PaymentData>
  /** What the provider says days later about a delayed payment. */
  settleDelayed(data: PaymentData, outcome: "succeeds" | "fails"): Promise<void>
  moved(data: PaymentData): Promise<MovedMoney>
  /** Lets the authorization run out. */
  expire(data: PaymentData): Promise<void>
  openDispute(data: PaymentData): Promise<{ readonly reference: string }>
  /** What the bank decides after evidence has come. */
  decideDispute(reference: string, outcome: "won" | "lost"): Promise<void>
  warnOfFraud(data: PaymentData): Promise<void>
  /** A signed message that the plugin has no use for. */
  unknownEvent(): Promise<{ readonly body: string; readonly headers: Readonly<Record<string, string>> }>
  /** What webhooks are signed with, and the new secret of `rotated`. */
  readonly secret: string
  readonly newSecret: string
  stop(): Promise<void>
}
