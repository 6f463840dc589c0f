import type { PublishedRule } from "./machine"

/** In this order: what is worst for the shopper or the shop is said first, then what is latest. */
export const PUBLISHED: readonly PublishedRule[] = [
  { state: "chargeback", when: { dispute: ["lost"] } },
  { state: "disputed", when: { dispute: ["open"] } },
  { state: "canceled", when: { order: ["canceled", "deleted"] } },
  { state: "cart", when: { order: ["new", "draft"] } },
  { state: "returned", when: { return: ["returned"] } },
  { state: "refunded", when: { payment: ["refunded"] } },
  { state: "fulfilled", when: { fulfillment: ["fulfilled"] } },
  { state: "partially_fulfilled", when: { fulfillment: ["partially_fulfilled"] } },
  { state: "partially_refunded", when: { payment: ["partially_refunded"] } },
  { state: "captured", when: { payment: ["captured", "not_required"] } },
  { state: "authorized", when: { payment: ["authorized", "partially_captured"] } },
  { state: "pending_payment", when: {} },
]
