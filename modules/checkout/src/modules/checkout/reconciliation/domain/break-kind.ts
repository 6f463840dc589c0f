/** What can be wrong between what was ordered, paid, held and counted. */
export type BreakKind =
  | "attempt_interrupted"
  | "money_without_order"
  | "order_without_money"
  | "amount_differs"
  | "refund_exceeds_capture"
  | "summary_differs"
  | "operation_unknown"
  | "allocation_left"
  | "allocation_missing"
  | "promotion_uses_differ"
  | "permit_left"
  | "effect_failing"
  | "lifecycle_differs"
  | "message_parked"
  | "settlement_differs"
  | "authorization_expires"

/** Who may mend it: nobody has to ask, as long as the amount is small enough, or a person who has looked. */
export type Healing = "by_itself" | "up_to_amount" | "by_hand"

export interface KindOfBreak {
  readonly title: string
  readonly healing: Healing
  /** What mends it, said to whoever decides; null where only a person can. */
  readonly repair: string | null
  /** What a person does where nothing can be mended by the press of a button. */
  readonly advice: string
}

/** This table is the whole policy. */
export const BREAK_KINDS: Readonly<Record<BreakKind, KindOfBreak>> = {
  attempt_interrupted: {
    title: "A checkout was interrupted",
    healing: "by_itself",
    repair: "Finish it when the provider says that it was paid, undo it when not.",
    advice: "If it stays, the provider has given no answer: see whether it can be reached.",
  },
  money_without_order: {
    title: "Money is held or taken, and there is no order",
    healing: "up_to_amount",
    repair: "Void what is authorized, refund what is captured.",
    advice: "Talk to the shopper first if they may still want what is in the cart.",
  },
  order_without_money: {
    title: "An order has no payment that covers it",
    healing: "by_hand",
    repair: null,
    advice: "Ask for the payment, or cancel the order.",
  },
  amount_differs: {
    title: "The order was placed over another amount than was authorized",
    healing: "by_hand",
    repair: null,
    advice: "Compare the order with the payment at the provider; collect or give back the difference.",
  },
  refund_exceeds_capture: {
    title: "More was refunded than was captured",
    healing: "by_hand",
    repair: null,
    advice: "Compare with the payment at the provider: one of the two books is wrong.",
  },
  summary_differs: {
    title: "The order's account and its payments disagree",
    healing: "by_hand",
    repair: null,
    advice: "Compare the order's transactions with its captures and refunds.",
  },
  operation_unknown: {
    title: "Nobody knows yet whether money moved",
    healing: "by_itself",
    repair: "Ask the provider what became of it. It is not sent again.",
    advice: "If it stays, look the payment up in the provider's own dashboard.",
  },
  allocation_left: {
    title: "Units are allocated to an order that is canceled",
    healing: "by_itself",
    repair: "Release the units.",
    advice: "Nothing else is needed.",
  },
  allocation_missing: {
    title: "Units of an order are not allocated",
    healing: "by_hand",
    repair: null,
    advice: "Allocate them on the order's page before somebody else buys them.",
  },
  promotion_uses_differ: {
    title: "A promotion's uses are not those of the orders that have it",
    healing: "by_hand",
    repair: null,
    advice: "Compare the promotion's count with its orders, and correct it in the dashboard.",
  },
  permit_left: {
    title: "An order's change has not ended",
    healing: "by_itself",
    repair: "Log what Medusa's records say has happened, and free the order.",
    advice: "Nothing else is needed.",
  },
  effect_failing: {
    title: "What follows from an order's state cannot be done",
    healing: "by_hand",
    repair: "Try it once more at once. It is tried by itself as well, ever later.",
    advice:
      "See why it failed, and put that right first: a provider that refuses, or an order that was changed meanwhile.",
  },
  lifecycle_differs: {
    title: "An order's log and its records disagree",
    healing: "by_hand",
    repair: null,
    advice: "Orders > Lifecycle shows what differs.",
  },
  message_parked: {
    title: "A webhook could not be handled",
    healing: "by_hand",
    repair: "Handle it once more.",
    advice: "The webhook inbox shows the reason of each try.",
  },
  authorization_expires: {
    title: "An authorization ends within two days, and nothing of it is captured",
    healing: "by_hand",
    repair: null,
    advice: "Capture it, or ask the shopper for another payment.",
  },
  settlement_differs: {
    title: "A provider settled something else than the shop has recorded",
    healing: "by_hand",
    repair: "Accept it as looked into: the difference is kept, with your name, and does not come back.",
    advice:
      "Look the reference up at the provider first, and put right what is wrong. It ends by itself when the shop's payments say the same.",
  },
}
