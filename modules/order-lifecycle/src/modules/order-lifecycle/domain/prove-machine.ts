import { AXES, type Axis, type Machine, type Row } from "./machine"
import { sayRow, wrongNames, type KnownNames, type MachineFault } from "./machine-names"

/**
 * What is wrong with the tables, found without running an order through them; nothing for tables that may be used.
 *
 * A row counts as passable when each state that it asks of another axis can be reached. That is generous, since it
 * forgets which of them occur together; the bounded model in the tests walks those.
 */
export function proveMachine(machine: Machine, known: KnownNames = {}): readonly MachineFault[] {
  const names = wrongNames(machine, known)
  // What the other proofs say about names that do not exist would only hide the cause.
  if (names.length > 0) return names
  const { reached, passable } = reach(machine)
  return [
    ...unreachable(machine, reached),
    ...withoutExit(machine, passable),
    ...neverStarted(machine, reached),
    ...stranded(machine, reached, passable),
    ...endless(machine),
    ...published(machine),
    ...shadowed(machine),
    ...movingNoops(machine),
  ]
}

type Reached = Readonly<Record<Axis, ReadonlySet<string>>>

/** Grows until nothing is added: a row is passed from a state that is reached, beside states that are. */
function reach({ initial, events, rows }: Machine): { readonly reached: Reached; readonly passable: readonly Row[] } {
  const reached = Object.fromEntries(AXES.map((axis) => [axis, new Set([initial[axis]])])) as Record<Axis, Set<string>>
  const own = new Map(events.map(({ name, axis }) => [name, axis]))
  const stands = (row: Row) =>
    reached[row.axis].has(row.from) &&
    AXES.every((axis) => row.when?.[axis]?.some((one) => reached[axis].has(one)) ?? true)
  // A row of another axis joins an event that a row of its own axis lets happen.
  const happens = ({ event }: Row) =>
    rows.some((row) => row.event === event && row.axis === own.get(event) && stands(row))
  let passable: readonly Row[] = []
  for (let before = -1; before < passable.length;) {
    before = passable.length
    passable = rows.filter((row) => !row.noop && stands(row) && happens(row))
    for (const { axis, to } of passable) reached[axis].add(to)
  }
  return { reached, passable }
}

const unreachable = ({ axes }: Machine, reached: Reached): readonly MachineFault[] =>
  each(axes, (axis, { name }) =>
    reached[axis].has(name)
      ? null
      : { code: "machine_state_unreachable", message: `No order can become ${axis} ${name}: no row leads there.` },
  )

const withoutExit = ({ axes }: Machine, passable: readonly Row[]): readonly MachineFault[] =>
  each(axes, (axis, { name, final }) =>
    final || passable.some((row) => row.axis === axis && row.from === name && row.to !== name)
      ? null
      : { code: "machine_state_without_exit", message: `An order that is ${axis} ${name} could never leave it.` },
  )

const neverStarted = ({ events }: Machine, reached: Reached): readonly MachineFault[] =>
  events.flatMap(({ name, startWhen }) =>
    AXES.every((axis) => startWhen?.[axis]?.some((state) => reached[axis].has(state)) ?? true)
      ? []
      : [
          {
            code: "machine_event_never_started",
            message: `Nobody may ever set about ${name}: no order becomes what it waits for.`,
          },
        ],
  )

function stranded({ axes }: Machine, reached: Reached, passable: readonly Row[]): readonly MachineFault[] {
  return each(axes, (axis, { name, holds }) => {
    if (!holds || !reached[axis].has(name)) return null
    const free = new Set(axes[axis].flatMap((state) => (state.holds ? [] : [state.name])))
    const seen = new Set([name])
    for (const state of seen) {
      if (free.has(state)) return null
      for (const row of passable) if (row.axis === axis && row.from === state) seen.add(row.to)
    }
    return {
      code: "machine_holds_for_ever",
      message: `An order that is ${axis} ${name} holds ${holds}, and no rows lead to a state that does not.`,
    }
  })
}

/** A cycle of rows that count nothing could go round for ever. */
function endless({ axes, rows }: Machine): readonly MachineFault[] {
  const free = rows.filter((row) => !row.noop && !row.counter)
  return each(axes, (axis, { name }) => {
    const seen = new Set<string>()
    const next = [name]
    for (const state of next) {
      for (const row of free) {
        if (row.axis !== axis || row.from !== state || seen.has(row.to)) continue
        seen.add(row.to)
        next.push(row.to)
      }
    }
    return seen.has(name)
      ? { code: "machine_cycle_uncounted", message: `From ${axis} ${name} back to it, no row has a counter.` }
      : null
  })
}

function published({ published: rules }: Machine): readonly MachineFault[] {
  const last = rules[rules.length - 1]
  if (last && Object.keys(last.when).length === 0) return []
  const message = "The last published rule does not fit every order, so some would have no published state."
  return [{ code: "machine_published_not_total", message }]
}

/** Of two rows for the same state and event, the later one has to be able to fit where the earlier one does not. */
function shadowed({ rows }: Machine): readonly MachineFault[] {
  return rows.flatMap((later, place) => {
    const earlier = rows.slice(0, place).find((row) => shadows(row, later))
    if (!earlier) return []
    const message = `${sayRow(later)} is never taken: the row to ${earlier.to} before it fits whenever it does.`
    return [{ code: "machine_row_shadowed", message }]
  })
}

export function shadows(earlier: Row, later: Row): boolean {
  if (earlier.axis !== later.axis || earlier.from !== later.from || earlier.event !== later.event) return false
  const asksNoMore = (earlier.guards ?? []).every((guard) => later.guards?.includes(guard))
  const standsWider = AXES.every((axis) => {
    const wanted = earlier.when?.[axis]
    return !wanted || (later.when?.[axis]?.every((state) => wanted.includes(state)) ?? false)
  })
  return asksNoMore && standsWider
}

const movingNoops = ({ rows }: Machine): readonly MachineFault[] =>
  rows.flatMap((row) =>
    row.noop && (row.to !== row.from || row.effects || row.counter)
      ? [{ code: "machine_noop_changes", message: `${sayRow(row)} says that nothing changes, and changes something.` }]
      : [],
  )

function each(
  axes: Machine["axes"],
  look: (axis: Axis, state: Machine["axes"][Axis][number]) => MachineFault | null,
): readonly MachineFault[] {
  return AXES.flatMap((axis) => axes[axis].flatMap((state) => look(axis, state) ?? []))
}
