/** What replaying found. */
interface Report {
  readonly orders: number
  readonly transitions: number
  readonly differences: readonly {
    readonly orderId: string
    readonly kind: string
    readonly found: string
    readonly expected: string
  }[]
}

/** An order with its log, oldest first. */
interface History {
  readonly order_id: string
  readonly state: string
  readonly as_of: string | null
  readonly axes: Readonly<Record<string, string>>
  readonly log: readonly {
    readonly sequence: number
    readonly at: string
    readonly event: string
    readonly from: string
    readonly to: string
    readonly actor: { readonly type: string; readonly id: string }
  }[]
}

/** One line for each difference, and a last line that says how it stands. */
export function differenceTable(
  { orders, transitions, differences }: Report,
  { asOf, seconds }: { asOf: string | undefined; seconds: number },
): string {
  const counted = `${count(orders, "order")}, ${count(transitions, "transition")} in ${seconds.toFixed(1)} s`
  if (differences.length === 0) {
    const same = asOf ? `every log fits, up to ${asOf}` : "the logs say what is kept"
    return orders === 0 ? `${counted}: there is nothing to replay.` : `${counted}: ${same}.`
  }
  const rows = differences.map(({ kind, orderId, found, expected }) => [kind, orderId, found, expected])
  const end = "Nothing was changed. The dashboard lists them too, once the nightly check has filed them."
  return `${columns([["what", "order", "found", "expected"], ...rows])}\n\n${count(differences.length, "difference")} in ${counted}. ${end}`
}

/** What an order is, or was, and how it came to be that. */
export function historyTable({ order_id, state, as_of, axes, log }: History): string {
  const rows = log.map(({ sequence, at, event, from, to, actor }) => [
    `${sequence}`,
    at,
    event,
    from === to ? "" : `${from} → ${to}`,
    `${actor.type} ${actor.id}`,
  ])
  const parts = Object.entries(axes).map(([axis, value]) => `${axis} ${value}`)
  const when = as_of ? `was ${state} at ${as_of}` : `is ${state}`
  return `${order_id} ${when} (${parts.join(", ")}).\n\n${columns(rows)}`
}

/** How many orders were in each state, most first. */
export function statesTable(states: Readonly<Record<string, number>>, asOf: string): string {
  const rows = Object.entries(states)
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => [state, `${count}`])
  return `By their logs, at ${asOf}:\n\n${columns(rows)}`
}

const count = (many: number, what: string) => `${many} ${what}${many === 1 ? "" : "s"}`

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}
