import { describe, expect, it } from "@jest/globals"
import type { Limits } from "./entry"
import { demandsOf, type LimitedUse } from "./limit-demand"

const NONE: Limits = { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null }
const use = (limits: Partial<Limits>, more: Partial<LimitedUse> = {}): LimitedUse => ({
  entryId: "spring",
  amountMinor: 500n,
  currency: "USD",
  limits: { ...NONE, ...limits },
  ...more,
})
const anna = { customerKey: "anna", cohorts: ["new"] }

describe("what a use asks of the counters", () => {
  it("is nothing without limits, for a cohort the customer is not in, and for 0 of a budget", () => {
    expect(demandsOf([use({})], anna)).toEqual([])
    expect(demandsOf([use({ usesPerCohort: [{ cohort: "vip", uses: 1 }] })], anna)).toEqual([])
    expect(demandsOf([use({ budget: { USD: 100n } }, { amountMinor: 0n })], anna)).toEqual([])
  })

  it("is one demand for each of 4 limits, sorted by scope", () => {
    const limits = { uses: 9, usesPerCustomer: 2, usesPerCohort: [{ cohort: "new", uses: 3 }], budget: { USD: 1000n } }
    expect(demandsOf([use(limits)], anna)).toEqual([
      { key: "spring", scope: "budget:USD", amount: "500", limit: "1000" },
      { key: "spring", scope: "cohort:new", amount: "1", limit: "3" },
      { key: "spring", scope: "customer:anna", amount: "1", limit: "2" },
      { key: "spring", scope: "uses", amount: "1", limit: "9" },
    ])
  })

  it.each([
    ["USD", "1000"],
    ["EUR", "70"],
    ["JPY", "0"],
  ])("finds for %s a budget of %s", (currency, limit) => {
    expect(demandsOf([use({ budget: { USD: 1000n, EUR: 70n } }, { currency })], anna)).toMatchObject([{ limit }])
  })

  it("takes a budget of * for any currency, and counts each by itself", () => {
    expect(demandsOf([use({ budget: { "*": 80n } }, { currency: "JPY" })], anna)).toMatchObject([
      { scope: "budget:JPY", limit: "80" },
    ])
  })

  it("adds up 2 entries of one campaign and believes the smaller of two limits", () => {
    const of = (amountMinor: bigint, USD: bigint) => use({ budget: { USD } }, { entryId: "campaign:may", amountMinor })
    const sum = { key: "campaign:may", amount: "700", limit: "900" }
    expect(demandsOf([of(500n, 1000n), of(200n, 900n)], anna)).toMatchObject([sum])
    expect(demandsOf([of(200n, 900n), of(500n, 1000n)], anna)).toMatchObject([sum])
  })

  it("sorts 3 entries by id, whatever order they come in", () => {
    const entries = ["b", "a-1", "a"].map((entryId) => use({ uses: 1 }, { entryId }))
    expect(demandsOf(entries, anna).map(({ key }) => key)).toEqual(["a", "a-1", "b"])
    expect(demandsOf([...entries].reverse(), anna).map(({ key }) => key)).toEqual(["a", "a-1", "b"])
  })

  it("throws for a discount below 0: somebody computed wrongly", () => {
    expect(() => demandsOf([use({ uses: 1 }, { amountMinor: -1n })], anna)).toThrow("-1 USD")
  })
})
