import { moneyFromMedusa } from "@holdfast/kernel"

/** What an order's account says of one capture or refund: positive for money in, negative for money out. */
export interface AccountEntry {
  readonly id: string
  readonly referenceId: string
  /** Decimal text. */
  readonly amount: string
}

export interface AccountMovement {
  readonly rowId: string
  readonly act: "capture" | "refund"
  readonly amount: string
  readonly currency_code: string
  readonly wanted: boolean
  readonly ours: boolean
}

export interface AccountCorrections<Movement extends AccountMovement> {
  readonly add: readonly Movement[]
  /** Entries to take out, with what they were of. */
  readonly remove: readonly { readonly entryId: string; readonly movement: Movement }[]
}

/** What is missing on an order's account, and what is on it and did not happen. */
export function accountCorrections<Movement extends AccountMovement>(
  movements: readonly Movement[],
  entries: readonly AccountEntry[],
): AccountCorrections<Movement> {
  const add: Movement[] = []
  const remove: { entryId: string; movement: Movement }[] = []
  for (const movement of movements) {
    const booked = entries.filter(({ referenceId }) => referenceId === movement.rowId)
    const right = movement.wanted
      ? booked.find(({ amount }) => sameSize(amount, movement.amount, movement.currency_code))
      : undefined
    // Somebody else may be about to book it; what is wrong is taken out by us, whoever put it there.
    if (movement.wanted && !right && (movement.ours || booked.length > 0)) add.push(movement)
    for (const entry of booked) if (entry !== right) remove.push({ entryId: entry.id, movement })
  }
  return { add, remove }
}

/** To the minor unit, whatever the sign: the host books what a person typed, and counts unrounded. */
function sameSize(a: string, b: string, currencyCode: string): boolean {
  const [one, other] = [a, b].map((amount) => moneyFromMedusa(amount.replace(/^-/, ""), currencyCode, "half_up"))
  return one?.ok === true && other?.ok === true && one.value.amountMinor === other.value.amountMinor
}
