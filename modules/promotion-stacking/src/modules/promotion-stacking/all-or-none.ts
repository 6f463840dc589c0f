import type { Outcome, Refusal, SqlTx } from "@holdfast/kernel"
import type { LimitsDatabase } from "./limits-database"

/** Runs work in one transaction. A refusal undoes all of it, and is then the answer. */
export async function allOrNone<T, R extends Refusal>(
  database: LimitsDatabase,
  work: (tx: SqlTx) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R>> {
  const undone = new Undone()
  let refusal: R | undefined
  try {
    return await database.transaction(async (tx) => {
      const answer = await work(tx)
      if (answer.ok) return answer
      refusal = answer
      throw undone
    })
  } catch (error) {
    if (error === undone && refusal) return refusal
    throw error
  }
}

/** Makes the connection roll back; never leaves this file. */
class Undone extends Error {}
