/** Events that differ only in how much is left afterwards: who asks for one may get the other. */
const BY_HOW_MUCH: readonly (readonly string[])[] = [
  ["shipment.created", "shipment.completed"],
  ["refund.partial", "refund.full"],
  ["rma.received", "rma.completed"],
]

export const sameAct = (one: string, other: string): boolean =>
  one === other || BY_HOW_MUCH.some((names) => names.includes(one) && names.includes(other))
