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

/** How a payment stands, in two words. */
export function paymentState(payment: LedgerPayment): readonly [words: string, color: Color] {
  if (payment.operations.some(({ state }) => state === "unknown")) return ["Unknown", "orange"]
  if (payment.canceled_at !== null || payment.status === "canceled") return ["Voided", "grey"]
  if (payment.refunded_minor !== "0") {
    return payment.refunded_minor === payment.captured_minor ? ["Refunded", "grey"] : ["Refunded in part", "blue"]
  }
  if (payment.captured_minor !== "0") {
    return payment.captured_minor === payment.amount_minor ? ["Captured", "green"] : ["Captured in part", "blue"]
  }
  if (payment.authorized_at !== null) return ["Authorized", "blue"]
  return payment.status === "requires_more" ? ["Waits for the shopper", "orange"] : ["Not authorized", "grey"]
}

/** `pp_stripe_stripe` is "stripe". */
export const providerName = (id: string): string => id.replace(/^pp_/, "").replace(/_[^_]*$/, "")

/** A code of ours, such as `card_declined`, as words. */
export function codeWords(code: string): string {
  const words = code.replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Local time, as short as it stays clear. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })

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
