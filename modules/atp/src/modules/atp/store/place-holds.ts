import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"

const PLACE_HOLDS = `select * from atp_place_holds($1, $2, $3::text[], $4::numeric[], $5::int[])`

export interface WantedHold {
  readonly holdId: string
  readonly quantity: number
  readonly ttlSeconds: number
}

export interface PlacedHold {
  readonly hold_id: string
  readonly outcome: "placed" | "replayed" | "lapsed" | "different" | "committed" | "short" | "level_unknown"
  readonly expires_at: Date | null
  readonly atp: string
}

/** Without an id it speaks for every hold that no other row names. If they were placed, `expires_at` is when their seconds began. */
type AnswerRow = Omit<PlacedHold, "hold_id"> & { readonly hold_id: string | null }

/** Places many new holds of one line each on one level, in order; each gets exactly one answer. No id may come twice. */
export async function placeHolds(
  tx: SqlTx,
  level: LevelKey,
  holds: readonly WantedHold[],
): Promise<readonly PlacedHold[]> {
  const rows = await tx.query<AnswerRow>(PLACE_HOLDS, [
    level.itemId,
    level.locationId,
    holds.map((hold) => hold.holdId),
    holds.map((hold) => hold.quantity),
    holds.map((hold) => hold.ttlSeconds),
  ])
  const answers: PlacedHold[] = []
  const named = new Set<string>()
  let others: AnswerRow | undefined
  for (const row of rows) {
    if (row.hold_id === null) others = row
    else {
      named.add(row.hold_id)
      answers.push({ ...row, hold_id: row.hold_id })
    }
  }
  if (!others) return answers
  const { outcome, atp } = others
  const beganAtMs = others.expires_at?.getTime()
  for (const { holdId, ttlSeconds } of holds) {
    if (named.has(holdId)) continue
    const expires_at = beganAtMs === undefined ? null : new Date(beganAtMs + ttlSeconds * 1000)
    answers.push({ hold_id: holdId, outcome, expires_at, atp })
  }
  return answers
}
