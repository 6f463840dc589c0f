import type { Lifecycle, LoggedMove, RefusedAttempt } from "./lifecycle-types"

export type TimelineEntry =
  | { readonly kind: "move"; readonly key: string; readonly at: string; readonly move: LoggedMove }
  | { readonly kind: "refused"; readonly key: string; readonly at: string; readonly attempt: RefusedAttempt }

/** What happened to an order, the newest first; with what was refused in between, when that is asked for. */
export function timelineEntries({ log, refused }: Lifecycle, withRefused: boolean): readonly TimelineEntry[] {
  const moves = [...log]
    .sort((a, b) => b.sequence - a.sequence)
    .map((move): TimelineEntry => ({ kind: "move", key: `move ${move.sequence}`, at: move.at, move }))
  if (!withRefused || refused.length === 0) return moves
  const attempts = refused.map((attempt): TimelineEntry => ({
    kind: "refused",
    key: `refused ${attempt.id}`,
    at: attempt.at,
    attempt,
  }))
  // Sorting keeps the order of what happened at the same time, and the log's is its own.
  return [...moves, ...attempts].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}
