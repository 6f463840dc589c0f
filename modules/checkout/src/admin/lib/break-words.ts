import type { Break } from "./break-types"
import { actWords, STATE_WORDS, wordsOfMajor } from "./attempt-words"

/** How a fact of a break is shown. */
export type FactRow = { readonly label: string } & (
  | { readonly shown: "text"; readonly text: string }
  | { readonly shown: "code"; readonly text: string; readonly to?: string }
  | { readonly shown: "moment"; readonly at: string }
)

type Kind = "amount" | "text" | "code" | "moment" | "act" | "state" | "provider"

// What the reconciler writes down, by the name it has there.
const FACTS: Readonly<Record<string, readonly [label: string, kind: Kind]>> = {
  step: ["Came as far as", "act"],
  state: ["State", "state"],
  tries: ["Processes that worked on it", "text"],
  provider_id: ["Provider", "provider"],
  authorized: ["Authorized", "amount"],
  captured: ["Captured", "amount"],
  refunded: ["Refunded", "amount"],
  total: ["Total of the order", "amount"],
  order_says: ["The order's account says", "amount"],
  payments_say: ["Its payments say", "amount"],
  display_id: ["Order number", "text"],
  title: ["Item", "text"],
  units: ["Units", "text"],
  ends_at: ["The authorization ends", "moment"],
  act: ["What was asked for", "act"],
  effect: ["What is to be done", "act"],
  look_ups: ["Times the provider was asked", "text"],
  message: ["What is known", "text"],
  counted: ["Uses counted", "text"],
  orders: ["Orders that have it", "text"],
  orders_with_canceled: ["With canceled orders", "text"],
  report: ["Settlement report", "text"],
  line: ["Line of it", "text"],
  reference: ["The provider's id of it", "code"],
  payment_reference: ["The provider's id of the payment", "code"],
  next_try_at: ["Is tried again", "moment"],
  code: ["Code", "code"],
  lease_until: ["Should have ended", "moment"],
  source: ["From", "provider"],
  kind: ["Kind", "code"],
  reason: ["Why it was set aside", "text"],
  found: ["Found", "text"],
  expected: ["Expected", "text"],
  payment_id: ["Payment", "code"],
  payment_session_id: ["Payment session", "code"],
  inventory_item_id: ["Inventory item", "code"],
  location_id: ["Location", "code"],
  variant_id: ["Variant", "code"],
}

/** Where a fact means something else in breaks of one kind. */
const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  settlement_differs: { act: "What the report says", message: "What differs" },
  effect_failing: { message: "Why it failed", tries: "Times it was tried" },
}

/** The database keeps no order of them; ours is the one in which they are read. */
const placeOf = (name: string): number => {
  const place = Object.keys(FACTS).indexOf(name)
  return place === -1 ? Object.keys(FACTS).length : place
}

/** What a break of each kind is about, and the page that shows it. */
const SUBJECTS: Readonly<Record<string, readonly [label: string, path?: (id: string) => string]>> = {
  attempt_interrupted: ["Attempt", (id) => `/checkout-attempts/${id}`],
  money_without_order: ["Payment"],
  refund_exceeds_capture: ["Payment"],
  operation_unknown: ["Call to the provider"],
  allocation_left: ["Reservation"],
  allocation_missing: ["Line of the order"],
  promotion_uses_differ: ["Promotion", (id) => `/promotions/${id}`],
  lifecycle_differs: ["Difference", () => "/lifecycle/differences"],
  authorization_expires: ["Payment"],
  settlement_differs: ["Difference"],
  effect_failing: ["What follows"],
  message_parked: ["Message", (id) => `/inbox?message=${id}`],
}

/** Where to look, and what was seen there, in the order in which one asks. */
export function factRows(one: Break): readonly FactRow[] {
  const rows: FactRow[] = []
  if (one.order_id !== null)
    rows.push({ label: "Order", shown: "code", text: one.order_id, to: `/orders/${one.order_id}` })
  const facts = Object.entries(one.facts)
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .flatMap(([name, value]) => (value === null || value === "" ? [] : [factRow(name, value, one)]))
  rows.push(...facts.filter(({ shown }) => shown !== "code"))
  if (one.subject_id !== one.order_id) {
    const [label, path] = SUBJECTS[one.kind] ?? ["About"]
    const to = path?.(one.subject_id)
    rows.push({ label, shown: "code", text: one.subject_id, ...(to !== undefined && { to }) })
  }
  if (one.cart_id !== null) rows.push({ label: "Cart", shown: "code", text: one.cart_id })
  const known = new Set(rows.flatMap((row) => (row.shown === "code" ? [row.text] : [])))
  return [...rows, ...facts.filter((row) => row.shown === "code" && !known.has(row.text))]
}

function factRow(name: string, value: unknown, one: Break): FactRow {
  const [common, kind] = FACTS[name] ?? [sentence(name), "text" as const]
  const label = LABELS[one.kind]?.[name] ?? common
  const text = typeof value === "string" ? value : JSON.stringify(value)
  if (kind === "moment" && !Number.isNaN(Date.parse(text))) return { label, shown: "moment", at: text }
  if (kind === "code") return { label, shown: "code", text }
  return { label, shown: "text", text: inWords(kind, text, one) }
}

const states: Readonly<Record<string, string | undefined>> = STATE_WORDS

function inWords(kind: Kind, text: string, one: Break): string {
  if (kind === "amount") return wordsOfMajor(text, one.currency_code)
  if (kind === "provider") return providerWords(text)
  if (kind === "act") return one.kind === "attempt_interrupted" ? actWords(text) : sentence(text)
  if (kind === "state") return states[text] ?? sentence(text)
  return text
}

/** `pp_stripe_stripe` is Stripe. */
export const providerWords = (id: string): string => {
  const name = id.replace(/^pp_/, "").replace(/_[^_]*$/, "")
  return name === "system" ? "Manual payment" : sentence(name)
}

const sentence = (name: string): string => {
  const words = name.replaceAll(/[_-]/g, " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export type How = {
  readonly words: string
  readonly color: "green" | "red" | "orange" | "blue"
  readonly means: string
}

/** What was tried as often is left to a person by the reconciler, too. */
const MOST_TRIES = 5

/** Who has to do something, and whether anybody has to. */
export function howMended(one: Break): How {
  if (one.resolved_at !== null) return { words: "Put right", color: "green", means: "It is not seen any more." }
  if (one.repair === null) return { words: "By a person", color: "red", means: "No button mends it." }
  if (one.asked_by !== null) {
    return { words: "Waits for approval", color: "orange", means: "One admin asked for it; another one has to agree." }
  }
  if (one.heals_itself && one.tries >= MOST_TRIES) {
    return { words: "Given up", color: "red", means: `It was tried ${one.tries} times, and is left to a person.` }
  }
  if (one.heals_itself) return { words: "Mends itself", color: "blue", means: "It is tried within a minute." }
  return one.needs_second_admin
    ? { words: "Two admins", color: "orange", means: "It is over an amount that two admins have to agree on." }
    : { words: "On request", color: "orange", means: "It is mended when an admin who has looked says so." }
}
