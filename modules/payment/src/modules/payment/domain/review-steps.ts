import type { ProviderFactKind } from "@holdfast/kernel"

/** What a provider told of how far a payment can be trusted. */
export type RiskFact = {
  readonly id: string
  readonly kind: ProviderFactKind
  /** ISO 8601 in UTC, by the provider's clock. */
  readonly occurredAt: string
  /** The review or the warning at the provider. */
  readonly reference: string | null
  readonly reason: string | null
  /** Worth knowing, and no reason to hold anything back. */
  readonly advisory?: boolean
}

export type ReviewEvent = "review.opened" | "review.approved" | "review.rejected"

/** What an order is told, and the id by which it knows that it was told before. */
export type ReviewStep = { readonly event: ReviewEvent; readonly eventId: string; readonly occurredAt: string }

/** How the order's review stands, and whether there is anything left that a review would hold back. */
export type ReviewStanding = {
  readonly review: string
  readonly mayOpen: boolean
  /** Whether this provider opened it. Somebody else's review is not the provider's to approve. */
  readonly openedByProvider: boolean
}

export const tellsOfRisk = ({ kind }: { readonly kind: ProviderFactKind }): boolean =>
  kind === "fraud.warned" || kind.startsWith("review.")

/**
 * What an order is to hear, by all that its provider has told. The newest of it counts, whichever came last; what is told
 * again leads to the same steps with the same ids, so an order hears each once.
 *
 * @param standing null while the order has no state yet: then what it is told waits until it has
 */
export function reviewSteps(told: readonly RiskFact[], standing: ReviewStanding | null): readonly ReviewStep[] {
  const facts = firstWarnings(told.filter(({ advisory }) => advisory !== true).sort(byTime))
  const newest = facts.at(-1)
  if (!newest) return []
  const { occurredAt } = newest
  const opened = { event: "review.opened", eventId: idOf(newest), occurredAt } as const
  if (opens(newest)) {
    const fits = standing === null || standing.mayOpen || standing.review === "open"
    // Who has rejected an order is not asked again because of what was suspicious about it.
    return fits && standing?.review !== "rejected" ? [opened] : []
  }
  const decided = { event: newest.kind as ReviewEvent, eventId: newest.id, occurredAt }
  // A provider that tells of a decision alone had a review all the same.
  const alone = !facts.some(opens)
  const both: readonly ReviewStep[] = [{ ...opened, eventId: `${newest.id}:opened` }, decided]
  if (standing === null) return alone ? both : [decided]
  if (standing.review === "open") {
    return decided.event === "review.rejected" || standing.openedByProvider ? [decided] : []
  }
  return alone && standing.review === "none" && standing.mayOpen ? both : []
}

/** Warnings by what is warned of: some providers tell the same again with each change of a payment. */
export function firstWarnings<Fact extends Pick<RiskFact, "kind" | "reference" | "reason">>(
  facts: readonly Fact[],
): readonly Fact[] {
  const known = new Set<string>()
  return facts.filter((fact) => {
    if (fact.kind !== "fraud.warned" || fact.reference === null) return true
    const about = JSON.stringify([fact.reference, fact.reason])
    return known.size < known.add(about).size
  })
}

const opens = ({ kind }: RiskFact): boolean => kind === "fraud.warned" || kind === "review.opened"

const idOf = ({ kind, id, reference, reason }: RiskFact): string =>
  kind === "fraud.warned" && reference !== null ? `fraud.warned:${reference}:${reason ?? ""}` : id

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

// Nothing is decided before it was asked for.
const byTime = (a: RiskFact, b: RiskFact) =>
  byText(a.occurredAt, b.occurredAt) || Number(opens(b)) - Number(opens(a)) || byText(a.id, b.id)
