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

/**
 * What is missing on an order's account, and what is on it and did not happen.
 *
 * The host books a refund under its own id, and those of a cancellation under the payment's: such an entry is of a refund
 * of its size that has none of its own.
 */
export function accountCorrections<Movement extends AccountMovement>(
  movements: readonly Movement[],
  entries: readonly AccountEntry[],
  paymentId: string,
): AccountCorrections<Movement> {
  const add: Movement[] = []
  const remove: { entryId: string; movement: Movement }[] = []
  const shared = entries.filter(({ referenceId }) => referenceId === paymentId)
  const takeShared = (movement: Movement): AccountEntry[] => {
    const place = movement.act === "refund" ? shared.findIndex((entry) => sameSize(entry, movement)) : -1
    return place < 0 ? [] : shared.splice(place, 1)
  }
  // What happened comes first to what was booked for the payment as a whole.
  for (const movement of [...movements].sort((a, b) => Number(b.wanted) - Number(a.wanted))) {
    const own = entries.filter(({ referenceId }) => referenceId === movement.rowId)
    const booked = own.length > 0 ? own : takeShared(movement)
    const right = movement.wanted ? booked.find((entry) => sameSize(entry, movement)) : undefined
    // Somebody else may be about to book it; what is wrong is taken out by us, whoever put it there.
    if (movement.wanted && !right && (movement.ours || booked.length > 0)) add.push(movement)
    for (const entry of booked) if (entry !== right) remove.push({ entryId: entry.id, movement })
  }
  return { add, remove }
}

/** To the minor unit, whatever the sign: the host books what a person typed, and counts unrounded. */
function sameSize(entry: AccountEntry, movement: AccountMovement): boolean {
  const [one, other] = [entry, movement].map(({ amount }) =>
    moneyFromMedusa(amount.replace(/^-/, ""), movement.currency_code, "half_up"),
  )
  return one?.ok === true && other?.ok === true && one.value.amountMinor === other.value.amountMinor
}
