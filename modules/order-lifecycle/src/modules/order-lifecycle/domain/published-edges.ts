import { OrderMachine, type Move } from "./decide"
import type { EventFacts } from "./event-facts"
import type { EventKind, Machine } from "./machine"
import { newOrder, type OrderState } from "./order-state"

/** From anywhere, or back to where it was. */
export const ANY = "any"

/** Between two published states, with every event that leads from one to the other. */
export interface PublishedEdge {
  readonly from: string
  readonly to: string
  readonly events: readonly string[]
}

/**
 * How events lead from one published state to another, for drawings. Each state is shown by the order that comes to it on
 * the shortest way; what happens to an order that is half this and half that is in the tables of the axes.
 */
export function publishedEdges(tables: Machine): {
  readonly states: readonly string[]
  readonly edges: readonly PublishedEdge[]
} {
  const machine = new OrderMachine(tables)
  const shown = new Map([[machine.published(newOrder(tables)), newOrder(tables)]])
  const moves: Move[] = []
  for (const [, state] of shown) {
    for (const move of movesFrom(machine, state)) {
      moves.push(move)
      if (!shown.has(move.to)) shown.set(move.to, move.after)
    }
  }
  const everywhere = tables.events.filter(({ name }) => ledFromAlmostEverywhere(moves, name)).map(({ name }) => name)
  const back = tables.events.map(({ name }) => name).filter((name) => leadsBack(machine, shown, everywhere, name))
  const edges = new Map<string, { from: string; to: string; events: string[] }>()
  for (const { event, from, to } of moves) {
    const [source, target] = everywhere.includes(event) ? [ANY, to] : back.includes(event) ? [from, ANY] : [from, to]
    const edge = edges.get(`${source} ${target}`) ?? { from: source, to: target, events: [] }
    if (!edge.events.includes(event)) edge.events.push(event)
    edges.set(`${source} ${target}`, edge)
  }
  return { states: [...shown.keys()], edges: [...edges.values()] }
}

const PLACED: EventFacts = { currency: "eur", total: 3n, lines: { line: 2 } }

/** With all that is left, and with a part of it. */
function waysToTell({ facts }: EventKind): readonly EventFacts[] {
  if (facts === "placed") return [PLACED]
  if (facts === "amount") return [{}, { amount: 1n }]
  return facts === "lines" ? [{}, { lines: { line: 1 } }] : [{}]
}

function movesFrom(machine: OrderMachine, state: OrderState): readonly Move[] {
  return machine.tables.events.flatMap((kind) =>
    waysToTell(kind).flatMap((facts) => {
      // A drawing shows what plugins could let happen.
      const answers = Object.fromEntries(machine.guardsToAsk(state, kind.name).map((guard) => [guard, null]))
      const decided = machine.attempt(state, kind.name, facts, answers)
      return decided.ok && decided.value.from !== decided.value.to ? [decided.value] : []
    }),
  )
}

const MANY = 6

/** To one state, from so many others that an arrow for each would hide the rest. */
function ledFromAlmostEverywhere(moves: readonly Move[], event: string): boolean {
  const led = moves.filter((move) => move.event === event)
  return new Set(led.map(({ to }) => to)).size === 1 && new Set(led.map(({ from }) => from)).size >= MANY
}

/** Undoes, from whatever state, one of the events that come from everywhere. */
const leadsBack = (
  machine: OrderMachine,
  shown: ReadonlyMap<string, OrderState>,
  everywhere: readonly string[],
  event: string,
): boolean =>
  everywhere.some((there) => {
    const tried = [...shown].flatMap(([name, state]) => {
      const moved = machine.attempt(state, there)
      if (!moved.ok || moved.value.to === name) return []
      const again = machine.attempt(moved.value.after, event)
      return [again.ok && again.value.to === name]
    })
    return tried.filter(Boolean).length >= MANY
  })
