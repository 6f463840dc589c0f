import { performance } from "node:perf_hooks"
import type { Sides } from "../harness/measure-pairs"
import {
  type CheckoutCall,
  chooseTwo,
  completeCart,
  fillCart,
  type Observe,
  placeOrder,
  type ReadyCart,
} from "./place-order"
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

  /** Carts that all want the same two things, up to the last click. */
  async ready(side: Side, count: number): Promise<readonly ReadyCart[]> {
    const { storefront } = this.shops[side]
    const carts: ReadyCart[] = []
    const hot = chooseTwo(storefront.catalogue.variants, 0)
    for (let n = 0; n < count; n += 1) {
      carts.push(await fillCart(storefront, this.sent[side]++, hot, (_call, send) => send()))
    }
    return carts
  }

  /** The last click, timed. */
  async complete(side: Side, cart: ReadyCart): Promise<{ readonly orderId: string; readonly ms: number }> {
    const sentAt = performance.now()
    const orderId = await completeCart(this.shops[side].storefront, cart)
    return { orderId, ms: performance.now() - sentAt }
  }

  /** Another order is there than before. */
  countOne(side: Side): void {
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
