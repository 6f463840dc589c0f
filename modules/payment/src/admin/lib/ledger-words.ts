import type { Dispute, LedgerPayment, Operation } from "./ledger-types"

type Color = "green" | "orange" | "red" | "blue" | "grey"

const ACTS: Readonly<Record<Operation["act"], string>> = {
  initiate: "Opened",
  authorize: "Authorization",
  capture: "Capture",
  refund: "Refund",
  cancel: "Void",
}

export const actWord = (act: Operation["act"]): string => ACTS[act]

const STATES: Readonly<Record<Operation["state"], readonly [words: string, color: Color]>> = {
  prepared: ["Not sent yet", "grey"],
  sent: ["On its way", "blue"],
  requested: ["Requested", "blue"],
  confirmed: ["Confirmed", "green"],
  failed: ["Failed", "red"],
  unknown: ["Unknown", "orange"],
}

export const operationState = (state: Operation["state"]): readonly [words: string, color: Color] => STATES[state]

const DISPUTES: Readonly<Record<Dispute["state"], readonly [words: string, color: Color]>> = {
  open: ["Dispute open", "orange"],
  answered: ["Evidence sent", "blue"],
  won: ["Dispute won", "green"],
  lost: ["Dispute lost", "red"],
}

export const disputeState = ({ state, answer }: Dispute): readonly [words: string, color: Color] =>
  state === "answered" && answer === "accept" ? ["Accepted", "grey"] : DISPUTES[state]

/** How a payment stands, in two words. What nobody knows comes first, because nothing else may be believed then. */
export function paymentState(payment: LedgerPayment, now: number): readonly [words: string, color: Color] {
  if (payment.operations.some(({ state }) => state === "unknown")) return ["Unknown", "orange"]
  if (payment.canceled_at !== null || payment.status === "canceled") return endedState(payment, now)
  if (payment.refunded_minor !== "0") {
    return payment.refunded_minor === payment.captured_minor ? ["Refunded", "grey"] : ["Refunded in part", "blue"]
  }
  if (payment.refund_requested_minor !== "0") return ["Refund requested", "blue"]
  if (payment.captured_minor !== "0") {
    return payment.captured_minor === payment.amount_minor ? ["Captured", "green"] : ["Captured in part", "blue"]
  }
  if (payment.capture_requested_minor !== "0") return ["Capture requested", "blue"]
  if (payment.authorized_at !== null) return ["Authorized", "blue"]
  return WAITING[payment.status] ?? ["Not authorized", "grey"]
}

const WAITING: Readonly<Record<string, readonly [words: string, color: Color]>> = {
  requires_more: ["Waits for the shopper", "orange"],
  pending_authorization: ["Waits for the bank", "orange"],
  error: ["Declined", "red"],
}

/** Let go by us, or by the provider: when its time was up, or by somebody in the provider's own dashboard. */
function endedState({ operations, expires_at: until }: LedgerPayment, now: number): readonly [string, Color] {
  if (operations.some(({ act, state }) => act === "cancel" && state === "confirmed")) return ["Voided", "grey"]
  return until !== null && Date.parse(until) <= now ? ["Expired", "grey"] : ["Ended by the provider", "grey"]
}

const PROVIDERS: Readonly<Record<string, string>> = { system: "Manual payment", adyen: "Adyen", stripe: "Stripe" }

/** `pp_stripe_stripe` is Stripe, `pp_bank-transfer_eu` Bank transfer. */
export function providerName(id: string): string {
  const name = id.replace(/^pp_/, "").replace(/_[^_]*$/, "")
  return PROVIDERS[name] ?? codeWords(name)
}

/** A code of ours, such as `card_declined`, as words. */
export function codeWords(code: string): string {
  const words = code.replaceAll(/[_-]/g, " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What may still be captured, refunded or let go, in minor units. What is only asked for counts as taken. */
export function amountsLeft(payment: LedgerPayment) {
  const [captured, asked] = [BigInt(payment.captured_minor), BigInt(payment.capture_requested_minor)]
  const open = payment.payment_id !== null && payment.canceled_at === null
  return {
    capture: open ? BigInt(payment.amount_minor) - captured - asked : 0n,
    refund: captured - BigInt(payment.refunded_minor) - BigInt(payment.refund_requested_minor),
    void: open && captured + asked === 0n,
  }
}
