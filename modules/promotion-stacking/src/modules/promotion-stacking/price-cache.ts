import type { Cart } from "./domain/cart"
import type { Evaluation } from "./domain/evaluate"

/** Carts of that many shoppers who look at the same cart again. */
const MOST = 2_000

interface Kept {
  readonly evaluation: Evaluation
  readonly revision: string
  readonly untilMs: number
}

/**
 * Evaluations by everything that decides them: the cart with its buyer, market and channel, and the revision of the
 * rules. Only time is left out of the key; what is kept ends where some rule's time begins or ends.
 */
export class PriceCache {
  private readonly kept = new Map<string, Kept>()

  /** What `evaluate` answered for the same cart and rules, or what it answers now. */
  of(cart: Cart, revision: string, untilMs: number, evaluate: () => Evaluation): Evaluation {
    const key = keyOf(cart)
    const known = this.kept.get(key)
    if (known?.revision === revision && cart.nowMs < known.untilMs) return known.evaluation
    const evaluation = evaluate()
    // The newest goes last, so the first is the one that was asked for longest ago.
    this.kept.delete(key)
    this.kept.set(key, { evaluation, revision, untilMs })
    if (this.kept.size > MOST) {
      const oldest = this.kept.keys().next()
      if (!oldest.done) this.kept.delete(oldest.value)
    }
    return evaluation
  }
}

const keyOf = ({ nowMs: _, ...cart }: Cart) =>
  JSON.stringify(cart, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value))
