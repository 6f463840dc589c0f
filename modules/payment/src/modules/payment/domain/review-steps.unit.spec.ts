import { describe, expect, it } from "@jest/globals"
import { reviewSteps, type ReviewStanding, type RiskFact } from "./review-steps"

type Kind = "opened" | "approved" | "rejected" | "warned"

/** A fact that happened in this second. */
const fact = (kind: Kind, second: number, more: Partial<RiskFact> = {}): RiskFact => ({
  id: `evt_${kind}_${second}`,
  kind: kind === "warned" ? "fraud.warned" : `review.${kind}`,
  occurredAt: new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString(),
  reference: null,
  reason: null,
  ...more,
})

const standing = (review: string, more: Partial<ReviewStanding> = {}): ReviewStanding => ({
  review,
  mayOpen: review !== "open",
  openedByProvider: review === "open",
  ...more,
})

/** The review of an order that hears each step once, after these facts came in this order. */
function after(facts: readonly RiskFact[], start: ReviewStanding = standing("none")): string {
  const heard = new Set<string>()
  let now = start
  for (const [place] of facts.entries()) {
    for (const { event, eventId } of reviewSteps(facts.slice(0, place + 1), now)) {
      if (heard.size === heard.add(eventId).size) continue
      const to = event.replace("review.", "").replace("opened", "open")
      // As the order's tables have it: what nobody opened cannot be decided.
      if (to === "open" || now.review === "open") now = standing(to)
    }
  }
  return now.review
}

function* orders<T>(of: readonly T[]): Generator<readonly T[]> {
  if (of.length <= 1) yield of
  for (const [place, one] of of.entries()) {
    for (const rest of orders([...of.slice(0, place), ...of.slice(place + 1)])) yield [one, ...rest]
  }
}

describe("what an order hears of a review at its provider", () => {
  it.each<[string, string, readonly RiskFact[]]>([
    ["a review that is opened", "open", [fact("opened", 1)]],
    ["one that is approved", "approved", [fact("opened", 1), fact("approved", 2)]],
    ["one that is rejected", "rejected", [fact("opened", 1), fact("rejected", 2)]],
    ["one that is opened and approved in the same second", "approved", [fact("opened", 1), fact("approved", 1)]],
    ["a decision alone", "rejected", [fact("rejected", 1)]],
    ["a warning", "open", [fact("warned", 1)]],
    [
      "a warning after an approval",
      "open",
      [fact("opened", 1), fact("approved", 2), fact("warned", 3, { reference: "issfr_1" })],
    ],
    [
      "two reviews, one after the other",
      "approved",
      [fact("opened", 1), fact("approved", 2), fact("opened", 3), fact("approved", 4)],
    ],
  ])("is the same in any order, each told twice: %s", (_, review, facts) => {
    for (const order of orders(facts)) expect(after(order.flatMap((one) => [one, one]))).toBe(review)
  })

  it("is not another review when a provider tells the same warning with each change of the payment", () => {
    const warned = (second: number) => fact("warned", second, { reference: "ch_1", reason: "radar_elevated_risk" })
    expect(after([warned(1), fact("approved", 2), warned(3), warned(4)])).toBe("approved")
    expect(after([warned(1), warned(3), fact("approved", 2)])).toBe("approved")
    expect(after([warned(1), fact("approved", 2), { ...warned(3), reason: "fraudulent" }])).toBe("open")
  })

  it("is nothing when a provider only wants its opinion known, and what it was before and after it", () => {
    const opinion = fact("warned", 3, { reference: "ch_1", reason: "radar_elevated_risk", advisory: true })
    expect(after([opinion])).toBe("none")
    expect(after([fact("opened", 1), fact("approved", 2), opinion])).toBe("approved")
  })

  it("is nothing when nothing is left that a review would hold back", () => {
    const shipped = standing("none", { mayOpen: false })
    expect(reviewSteps([fact("opened", 1)], shipped)).toEqual([])
    expect(reviewSteps([fact("warned", 1)], shipped)).toEqual([])
    expect(reviewSteps([fact("rejected", 1)], shipped)).toEqual([])
  })

  it("is not an approval of a review that somebody of the shop opened, but a rejection of it", () => {
    const own = standing("open", { openedByProvider: false })
    expect(reviewSteps([fact("opened", 1), fact("approved", 2)], own)).toEqual([])
    expect(reviewSteps([fact("opened", 1), fact("rejected", 2)], own)).toMatchObject([{ event: "review.rejected" }])
  })

  it("is no decision about an order of which somebody has decided, and no warning about one that was rejected", () => {
    expect(reviewSteps([fact("opened", 1), fact("rejected", 2)], standing("approved"))).toEqual([])
    expect(reviewSteps([fact("opened", 1), fact("approved", 2)], standing("rejected"))).toEqual([])
    expect(reviewSteps([fact("warned", 3)], standing("rejected"))).toEqual([])
  })

  it("waits for an order without a state: what was opened and then decided, also if only the decision came", () => {
    expect(reviewSteps([fact("opened", 1)], null)).toMatchObject([{ event: "review.opened" }])
    expect(reviewSteps([fact("opened", 1), fact("approved", 2)], null)).toMatchObject([{ event: "review.approved" }])
    expect(reviewSteps([fact("approved", 2)], null)).toMatchObject([
      { event: "review.opened" },
      { event: "review.approved" },
    ])
  })
})
