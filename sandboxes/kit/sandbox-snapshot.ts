import type { ClockSnapshot } from "./fake-clock"
import type { IdempotencyTable, KeysSnapshot } from "./idempotency-table"
import type { SandboxDefinition } from "./sandbox-definition"
import type { OutboxSnapshot } from "./webhook-outbox"

/** What one account has: the provider's books, and the keys that were used. */
export interface Books<State> {
  readonly state: State
  readonly keys: IdempotencyTable
}

/** All that a sandbox knows, as plain data. Faults and what is hanging belong to the test that asked for them. */
export interface SandboxSnapshot<State> {
  readonly clock: ClockSnapshot
  /** Where chance stands, so that no id is given twice. */
  readonly random: number
  readonly serial: number
  readonly asked: ReadonlyMap<string, string>
  readonly accounts: readonly { readonly name: string; readonly state: State; readonly keys: KeysSnapshot }[]
  readonly outbox: OutboxSnapshot
}

/** The accounts of a snapshot. What the books have had since it was written is there, and empty. */
export function restoredBooks<State>(
  { accounts }: SandboxSnapshot<State>,
  { newState }: Pick<SandboxDefinition<State>, "newState">,
  newKeys: () => IdempotencyTable,
): Map<string, Books<State>> {
  return new Map(
    accounts.map(({ name, state, keys: kept }) => {
      const keys = newKeys()
      keys.restore(kept)
      return [name, { state: { ...newState(name), ...state }, keys }]
    }),
  )
}
