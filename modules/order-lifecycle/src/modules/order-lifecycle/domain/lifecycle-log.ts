import { canonicalHash, done, expectDone, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import type { OrderMachine } from "./decide"
import { parseFacts } from "./event-facts"
import type { GuardAnswers, GuardRefusal } from "./guards"
import { newOrder, type OrderState } from "./order-state"

/** Who did it. A provider's id is its event's. */
export interface Actor {
  readonly type: "user" | "customer" | "provider" | "job" | "system"
  readonly id: string
  readonly requestId?: string
}

/** One line of an order's log. What it says is never changed; its hash covers the line before it. */
export interface LoggedTransition {
  readonly orderId: string
  /** 1, 2, 3, … without gaps. */
  readonly sequence: number
  readonly eventId: string
  readonly event: string
  /** Published states. */
  readonly from: string
  readonly to: string
  readonly noop: boolean
  /** As sent; amounts are decimal strings. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly effects: readonly string[]
  /** What guards of plugins said then, where any were asked: replaying asks nobody. */
  readonly answers?: Readonly<Record<string, boolean>>
  readonly actor: Actor
  readonly links: Readonly<Record<string, string>>
  readonly machine: string
  /** ISO 8601, by the database's clock. */
  readonly at: string
  readonly hash: string
}

export const FIRST_HASH = "0".repeat(64)

/** What the line says, and what the line before it said. */
export const hashOf = (previous: string, line: Omit<LoggedTransition, "hash"> & { readonly hash?: string }): string => {
  const { hash: _, ...said } = line
  return expectDone(canonicalHash([previous, said]))
}

export type LogBroken = Refusal<"order_log_broken">

/** state = fold(log): what the order is, found again from what was said of it. Stops at the first line that does not fit. */
export function foldLog(
  machineOf: (version: string) => OrderMachine | null,
  log: readonly LoggedTransition[],
): Outcome<{ readonly state: OrderState; readonly published: string; readonly hash: string } | null, LogBroken> {
  let state: OrderState | null = null
  let published = "cart"
  let hash = FIRST_HASH
  for (const [place, line] of log.entries()) {
    const broken = (what: string) =>
      refuse("order_log_broken", `Order ${line.orderId}, line ${line.sequence}: ${what}.`, "Compare it with a backup.")
    if (line.sequence !== place + 1) return broken(`line ${place + 1} is missing`)
    if (hashOf(hash, line) !== line.hash) return broken("its hash is not that of its content and the line before it")
    const machine = machineOf(line.machine)
    if (!machine) return broken(`machine ${line.machine} is not known`)
    const kind = machine.eventKind(line.event)
    if (!kind) return broken(`machine ${line.machine} has no event ${line.event}`)
    const facts = parseFacts(line.event, kind.facts, line.facts)
    if (!facts.ok) return broken(facts.message)
    const answers = answersOf(line)
    const move = machine.decide(state ?? newOrder(machine.tables), line.event, facts.value, answers)
    if (!move.ok) return broken(move.message)
    if (move.value.from !== line.from) return broken(`it starts from ${move.value.from}, and says ${line.from}`)
    if (move.value.to !== line.to) return broken(`it leads to ${move.value.to}, and says ${line.to}`)
    state = move.value.after
    published = move.value.to
    hash = line.hash
  }
  return done(state && { state, published, hash })
}

/** Answers as the log keeps them. */
export const answersToJson = (answers: GuardAnswers): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.entries(answers).map(([guard, no]) => [guard, no === null]))

const answersOf = ({ answers = {} }: LoggedTransition): GuardAnswers =>
  Object.fromEntries(Object.entries(answers).map(([guard, yes]) => [guard, yes ? null : SAID_NO]))

const SAID_NO: GuardRefusal = { code: "order_guard_failed", message: "It said no then.", nextStep: "None." }
