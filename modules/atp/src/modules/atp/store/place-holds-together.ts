import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"
import type { PlacedHold, WantedHold } from "./place-holds"

const PLACE_HOLDS_TOGETHER = `
select * from atp_place_holds_together($1::text[], $2::text[], $3::int[], $4::text[], $5::numeric[], $6::int[])`

export interface WantedLevel {
  readonly level: LevelKey
  readonly holds: readonly WantedHold[]
}

interface PlacedRow {
  readonly level: number
  readonly began_at: Date
  readonly atp: string
}

/**
 * Places new holds of one line each on many levels with one commit. A level answers all of its holds as placed, or
 * `undefined`: it is locked, unknown, short, or knows one of the ids, and has to be asked alone. No id may come twice.
 */
export async function placeHoldsTogether(
  tx: SqlTx,
  wanted: readonly WantedLevel[],
): Promise<readonly (readonly PlacedHold[] | undefined)[]> {
  const each = wanted.flatMap(({ holds }, n) => holds.map((hold) => ({ ...hold, level: n + 1 })))
  const rows = await tx.query<PlacedRow>(PLACE_HOLDS_TOGETHER, [
    wanted.map(({ level }) => level.itemId),
    wanted.map(({ level }) => level.locationId),
    each.map((hold) => hold.level),
    each.map((hold) => hold.holdId),
    each.map((hold) => hold.quantity),
    each.map((hold) => hold.ttlSeconds),
  ])
  const placed = new Map(rows.map((row) => [row.level, row]))
  return wanted.map(({ holds }, n) => {
    const row = placed.get(n + 1)
    if (!row) return undefined
    const beganAtMs = row.began_at.getTime()
    return holds.map(({ holdId, ttlSeconds }) => ({
      hold_id: holdId,
      outcome: "placed" as const,
      expires_at: new Date(beganAtMs + ttlSeconds * 1000),
      atp: row.atp,
    }))
  })
}
