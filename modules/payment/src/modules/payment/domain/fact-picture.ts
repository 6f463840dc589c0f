import type { ProviderFactKind } from "@holdfast/kernel"

/** A fact as far as it says how a payment stands. */
export type PaymentFact = {
  readonly id: string
  readonly kind: ProviderFactKind
  /** ISO 8601 in UTC, by the provider's clock. */
  readonly occurredAt: string
  readonly reference: string | null
  readonly actKey: string | null
  readonly amount: string | null
  readonly reason: string | null
  readonly dueAt: string | null
}

export type MovementPicture = {
  readonly act: "capture" | "refund"
  readonly state: "requested" | "confirmed" | "failed"
  readonly references: readonly string[]
  readonly keys: readonly string[]
  readonly amount: string | null
  readonly reason: string | null
}

export type DisputePicture = {
  readonly reference: string
  readonly state: "open" | "won" | "lost"
  readonly amount: string | null
  readonly reason: string | null
  readonly dueAt: string | null
  readonly fundsWithdrawn: boolean
  readonly occurredAt: string
}

/** How a payment stands, by all that its provider ever told. */
export type PaymentPicture = {
  readonly authorized: { readonly amount: string | null } | null
  /** It is over, also if it was authorized once. */
  readonly ended: "voided" | "expired" | null
  /** While it is not authorized: the last that was heard. */
  readonly waiting: "declined" | "pending" | "requires_action" | null
  readonly movements: readonly MovementPicture[]
  readonly disputes: readonly DisputePicture[]
}

/**
 * Reads all facts of one payment together. They are a set: in whatever order they came, and however often, they say the
 * same. A failure that is older than a success says nothing, and what is told as of the same moment goes by its rank.
 */
export function pictureOf(told: readonly PaymentFact[]): PaymentPicture {
  const facts = [...told].sort(byTime)
  const last = (kinds: Readonly<Record<string, unknown>>) => facts.filter(({ kind }) => kind in kinds).at(-1)
  const said = facts.filter(({ kind }) => kind === "payment.authorized").at(-1)
  // What was captured was authorized, also where the provider does not say so on its own.
  const authorized = said ?? (facts.some(({ kind }) => kind === "capture.confirmed") ? { amount: null } : undefined)
  const ended = last(ENDS)
  const waiting = authorized ? undefined : last(WAITS)
  return {
    authorized: authorized ? { amount: authorized.amount } : null,
    ended: ended ? (ENDS[ended.kind] ?? null) : null,
    waiting: waiting ? (WAITS[waiting.kind] ?? null) : null,
    movements: [...movementsOf(facts, "capture"), ...movementsOf(facts, "refund")],
    disputes: disputesOf(facts),
  }
}

const ENDS: Readonly<Record<string, "voided" | "expired">> = {
  "payment.voided": "voided",
  "payment.expired": "expired",
}

const WAITS: Readonly<Record<string, "declined" | "pending" | "requires_action">> = {
  "payment.declined": "declined",
  "payment.pending": "pending",
  "payment.requires_action": "requires_action",
}

// What is told as of the same moment happened in this order: nothing is confirmed before it was asked for, and what
// comes back from a bank was there before.
const RANK: Partial<Record<ProviderFactKind, number>> = {
  "refund.requested": 0,
  "payment.requires_action": 0,
  "payment.pending": 1,
  "dispute.opened": 1,
  "dispute.updated": 2,
  "payment.declined": 2,
  "capture.confirmed": 3,
  "refund.confirmed": 3,
  "capture.failed": 4,
  "refund.failed": 4,
  "payment.voided": 5,
  "payment.expired": 5,
  "dispute.lost": 6,
  "dispute.won": 7,
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const byTime = (a: PaymentFact, b: PaymentFact) =>
  byText(a.occurredAt, b.occurredAt) || (RANK[a.kind] ?? 3) - (RANK[b.kind] ?? 3) || byText(a.id, b.id)

const STATES: Readonly<Record<string, MovementPicture["state"]>> = {
  "refund.requested": "requested",
  "capture.confirmed": "confirmed",
  "refund.confirmed": "confirmed",
  "capture.failed": "failed",
  "refund.failed": "failed",
}

/** Facts that share a reference or a key are about one movement. */
function movementsOf(facts: readonly PaymentFact[], act: "capture" | "refund"): readonly MovementPicture[] {
  const groups: PaymentFact[][] = []
  for (const fact of facts) {
    if (!fact.kind.startsWith(`${act}.`)) continue
    const [same, others] = [groups.filter((group) => group.some((one) => aboutTheSame(one, fact))), groups]
    const merged = [...same.flat(), fact]
    groups.splice(0, groups.length, ...others.filter((group) => !same.includes(group)), merged)
  }
  return groups.map((group) => {
    const known = [...group].sort(byTime)
    const newest = known.at(-1)
    return {
      act,
      state: (newest && STATES[newest.kind]) ?? "requested",
      references: distinct(known.map(({ reference }) => reference)),
      keys: distinct(known.map(({ actKey }) => actKey)),
      amount: known.filter(({ amount }) => amount !== null).at(-1)?.amount ?? null,
      reason: newest?.reason ?? null,
    }
  })
}

const aboutTheSame = (a: PaymentFact, b: PaymentFact): boolean =>
  (a.reference !== null && a.reference === b.reference) || (a.actKey !== null && a.actKey === b.actKey)

const distinct = (texts: readonly (string | null)[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => text ?? [])),
]

const DISPUTES: Readonly<Record<string, DisputePicture["state"]>> = { "dispute.won": "won", "dispute.lost": "lost" }

function disputesOf(facts: readonly PaymentFact[]): readonly DisputePicture[] {
  const told = facts.filter(({ kind, reference }) => kind.startsWith("dispute.") && reference !== null)
  return distinct(told.map(({ reference }) => reference)).flatMap((reference) => {
    const known = told.filter((fact) => fact.reference === reference)
    const newest = known.at(-1)
    if (!newest) return []
    const ended = known.filter(({ kind }) => kind in DISPUTES).at(-1)
    const funds = known
      .filter(({ kind }) => kind === "dispute.funds_withdrawn" || kind === "dispute.funds_returned")
      .at(-1)
    return [
      {
        reference,
        state: (ended && DISPUTES[ended.kind]) ?? "open",
        amount: known.filter(({ amount }) => amount !== null).at(-1)?.amount ?? null,
        reason: known.find(({ kind, reason }) => kind === "dispute.opened" && reason !== null)?.reason ?? newest.reason,
        dueAt: known.filter(({ dueAt }) => dueAt !== null).at(-1)?.dueAt ?? null,
        fundsWithdrawn: funds?.kind === "dispute.funds_withdrawn",
        occurredAt: newest.occurredAt,
      },
    ]
  })
}
