import type { Limits } from "../domain/entry"

export interface ModelUse {
  readonly entryId: string
  readonly amount: number
}

interface ModelClaim {
  state: "held" | "spent" | "given back"
  uses: readonly ModelUse[]
  lapsed: boolean
  /** By which its order finds it; a new hold makes it forget. */
  ordered: boolean
}

/** What promotion limits say, in memory, for one thing at a time. Sums are made anew for every question. */
export class LimitsModel {
  private readonly claims = new Map<string, ModelClaim>()

  constructor(
    private readonly limits: Limits,
    private readonly customerOf: (cartId: string) => string,
  ) {}

  run(act: string, cartId: string, uses: readonly ModelUse[]): string {
    const claim = this.claims.get(cartId)
    switch (act) {
      case "hold":
        return this.hold(cartId, claim, uses)
      case "spend":
        return this.spend(cartId, claim)
      case "give back by cart":
        return claim?.state === "spent" ? "promotion_hold_spent" : this.giveBack(claim)
      case "give back by order":
        return this.giveBack(claim?.ordered ? claim : undefined)
      case "lapse":
        if (claim?.state === "held") claim.lapsed = true
        return "lapsed"
      default:
        return "swept"
    }
  }

  /** What is left of an entry for nobody's cart. */
  left(entryId: string, customer: string) {
    const taken = this.taken(entryId, null)
    const rest = (limit: number | bigint | undefined | null, used: number) => {
      const room = BigInt(limit ?? 0) - BigInt(used)
      return room > 0n ? room : 0n
    }
    const { uses, usesPerCustomer, budget } = this.limits
    return {
      uses: rest(uses, taken.length),
      customer: rest(usesPerCustomer, taken.filter((use) => use.customer === customer).length),
      cohorts: {},
      budget: { USD: rest(budget?.["USD"], sum(taken)) },
    }
  }

  private hold(cartId: string, claim: ModelClaim | undefined, uses: readonly ModelUse[]): string {
    if (claim?.state === "spent") return same(claim.uses, uses) ? "spent" : "promotion_hold_spent"
    const full = this.full(cartId, uses)
    if (full) return full
    if (uses.length === 0) this.claims.delete(cartId)
    else this.claims.set(cartId, { state: "held", uses, lapsed: false, ordered: false })
    return uses.length === 0 ? "nothing" : "held"
  }

  private spend(cartId: string, claim: ModelClaim | undefined): string {
    if (!claim) return "nothing"
    if (claim.state === "spent") return "spent"
    if (claim.state === "given back") return "promotion_hold_given_back"
    const full = this.full(cartId, claim.uses)
    if (full) return full
    Object.assign(claim, { state: "spent", lapsed: false, ordered: true })
    return "spent"
  }

  private giveBack(claim: ModelClaim | undefined): string {
    const givenBack = claim?.state === "held" || claim?.state === "spent"
    if (givenBack) claim.state = "given back"
    return JSON.stringify({ givenBack })
  }

  /** The first counter, by entry and scope, that has no room. */
  private full(cartId: string, uses: readonly ModelUse[]): string | null {
    for (const use of [...uses].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
      const taken = this.taken(use.entryId, cartId)
      const ofCustomer = taken.filter(({ customer }) => customer === this.customerOf(cartId))
      if (BigInt(sum(taken) + use.amount) > (this.limits.budget?.["USD"] ?? 0n)) return "promotion_budget_spent"
      if (ofCustomer.length >= (this.limits.usesPerCustomer ?? 0)) return "promotion_customer_limit_reached"
      if (taken.length >= (this.limits.uses ?? 0)) return "promotion_limit_reached"
    }
    return null
  }

  /** What others have of an entry: spent, or held and not lapsed. */
  private taken(entryId: string, exceptCartId: string | null) {
    return [...this.claims].flatMap(([cartId, { state, uses, lapsed }]) =>
      cartId === exceptCartId || state === "given back" || (state === "held" && lapsed)
        ? []
        : uses
            .filter((use) => use.entryId === entryId)
            .map(({ amount }) => ({ amount, customer: this.customerOf(cartId) })),
    )
  }
}

const sum = (uses: readonly { readonly amount: number }[]) => uses.reduce((total, { amount }) => total + amount, 0)

const same = (a: readonly ModelUse[], b: readonly ModelUse[]) =>
  a.length === b.length &&
  a.every((use) => b.some((other) => other.entryId === use.entryId && other.amount === use.amount))
