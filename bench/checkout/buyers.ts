import { performance } from "node:perf_hooks"
import type { Sides } from "../harness/measure-pairs"
import { type CheckoutCall, type Observe, placeOrder } from "./place-order"
import type { ShopUnderTest } from "./shop-under-test"

export type Side = keyof Sides<unknown>

/** Durations of one checkout: each call from sending to the last byte of the answer, and all of them together. */
export interface CheckoutTiming {
  readonly callsMs: ReadonlyMap<CheckoutCall, number>
  readonly wholeMs: number
}

/** Sends buyers to both shops. The n-th buyer wants the same of either. */
export class Buyers {
  private readonly sent = { ours: 0, peer: 0 }
  private readonly served = { ours: 0, peer: 0 }

  constructor(private readonly shops: Sides<ShopUnderTest>) {}

  /** What each database must hold: every confirmed order, and no more than buyers were sent. */
  get orders(): Sides<{ confirmed: number; attempted: number }> {
    const of = (side: Side) => ({ confirmed: this.served[side], attempted: this.sent[side] })
    return { ours: of("ours"), peer: of("peer") }
  }

  async buy(side: Side, observe: Observe): Promise<void> {
    await placeOrder(this.shops[side].storefront, this.sent[side]++, observe)
    this.served[side] += 1
  }

  async timed(side: Side): Promise<CheckoutTiming> {
    const callsMs = new Map<CheckoutCall, number>()
    const startedAt = performance.now()
    await this.buy(side, async (call, send) => {
      const sentAt = performance.now()
      const answer = await send()
      callsMs.set(call, performance.now() - sentAt)
      return answer
    })
    return { callsMs, wholeMs: performance.now() - startedAt }
  }
}
