import { randomBytes } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { idFactory } from "@holdfast/kernel"
import type { CartRead, SessionRead } from "../modules/checkout/domain/cart-read"
import type { Act, AttemptStep } from "../modules/checkout/domain/attempt"
import { orderOfCart } from "../modules/checkout/order-of-cart"
import type { OwnAttempt } from "../modules/checkout/service"
import { authorizePayment, type Authorized } from "./acts/authorize-payment"
import { checkPayable, checkShipping, type ToPay } from "./acts/check-cart"
import { judgeFraud } from "./acts/judge-fraud"
import { orderDemand } from "./acts/order-demand"
import { countsUses, registerUses } from "./acts/promotion-uses"
import { announceRows } from "./announce-rows"
import { checkoutOf } from "./checkout-of"
import { checkoutPorts, type StockLine } from "./checkout-ports"
import { followOrder } from "./follow-order"
import { step } from "./step-entry"
import type { Reached } from "./undo-attempt"

/** The attempt was taken over by somebody else, or the cart has an order already: nothing more is done here. */
class AttemptLost extends Error {}

const factories = new Map<string, () => string>()

/** An id in the host's form. */
function newId(prefix: string): string {
  const make = factories.get(prefix) ?? idFactory(prefix, { now: Date.now, randomBytes })
  factories.set(prefix, make)
  return make()
}

/**
 * One attempt to make an order of a cart, act by act. What has been done is kept here until the next word of the journal;
 * what must not be done twice is journaled before it is done.
 */
export class AttemptRun {
  /** Done, and not yet journaled. */
  readonly steps: AttemptStep[] = []
  /** What would have to be taken back. */
  reached: Reached = { reserved: false, usesRegistered: false, sessionId: null }
  private readonly lineIds: readonly string[]
  private reservationIds: readonly string[] = []

  constructor(
    private readonly container: MedusaContainer,
    readonly attempt: OwnAttempt,
    private readonly cart: CartRead,
  ) {
    this.lineIds = checkoutOf(container).lineIds(attempt.orderId, cart.items.length)
  }

  /**
   * From the cart to the order.
   *
   * @throws MedusaError what the caller is told; nothing is undone yet
   */
  async run(): Promise<void> {
    const toPay = await this.did("validate", () => Promise.resolve(checkPayable(checkoutOf(this.container), this.cart)))
    await this.did("price", () => this.price())
    const demand = await this.did("shipping", () => {
      checkShipping(this.cart)
      return Promise.resolve(orderDemand(this.cart, this.lineIds))
    })
    await this.did("fraud", () => judgeFraud(this.container, this.cart, toPay))
    await this.did("reserve", () => this.reserve(demand))
    await this.mayPay(toPay)
    const paid = await this.did("authorize", () => this.pay(toPay.session))
    await this.place(paid)
    await followOrder(this.container, this.attempt, this.cart.id)
  }

  /** Writes the order of an attempt whose payment is there, after somebody else began it. */
  async place(paid: Authorized): Promise<void> {
    const { attempt, cart, container } = this
    const ids = { orderId: attempt.orderId, lineIds: this.lineIds, newId }
    const rows = orderOfCart(cart, ids, paid.captures)
    const events = [
      { id: `${attempt.orderId}:placed`, name: "order.placed", data: { id: attempt.orderId } },
      ...this.reservationIds.map((id) => ({
        id: `${id}:created`,
        name: "reservation-item.created",
        data: { id, order_id: attempt.orderId },
      })),
    ]
    const collection = cart.payment_collection?.id ?? null
    const links = { cart: newId("ordercart"), collection, collection_link: newId("ordpay") }
    const written = await checkoutOf(container).place(attempt, {
      rows,
      links,
      events,
      steps: [...this.steps.splice(0), step("order", "done")],
      paymentId: paid.paymentId,
    })
    if (!written) throw new AttemptLost(`Attempt ${attempt.id} was taken over before its order was written.`)
    announceRows(container, rows, {
      cartId: cart.id,
      cart: links.cart,
      collection: collection === null ? null : links.collection_link,
    })
  }

  private async price(): Promise<void> {
    const { promotions, tax } = checkoutPorts()
    await promotions?.check(this.container, this.cart.id)
    await tax?.check(this.container, this.cart.id)
    if (!countsUses(this.cart)) return
    const checkout = checkoutOf(this.container)
    await registerUses(this.container, this.cart, (tx) => checkout.journalUses(tx, this.attempt, true))
    this.reached = { ...this.reached, usesRegistered: true }
  }

  private async reserve(lines: readonly StockLine[]): Promise<void> {
    const { attempt, cart, container } = this
    this.reached = { ...this.reached, reserved: lines.length > 0 }
    const order = { cartId: cart.id, key: attempt.id, lines }
    const own = await checkoutPorts()
      .stock.reserve(container, order)
      .catch((error: unknown) => {
        // All lines or none: who is told that there is not enough has taken nothing.
        if (MedusaError.isMedusaError(error)) this.reached = { ...this.reached, reserved: false }
        throw error
      })
    if (own === null) throw new AttemptLost(`What cart ${cart.id} held is an order's already.`)
    this.reservationIds = own
  }

  /** The last word before money moves: the attempt is still ours, and the cart has no order. */
  private async mayPay({ session, totalMinor }: ToPay): Promise<void> {
    const { attempt, cart } = this
    const going = await checkoutOf(this.container).advance(attempt, {
      step: session ? "authorize" : "order",
      steps: this.steps.splice(0),
      lineIds: this.lineIds,
      sessionId: session?.id ?? null,
      totalMinor,
      currencyCode: cart.currency_code,
    })
    if (!going) throw new AttemptLost(`Attempt ${attempt.id} was taken over before it paid.`)
  }

  private async pay(session: SessionRead | null): Promise<Authorized> {
    if (!session) return { paymentId: null, captures: [] }
    const paid = await authorizePayment(this.container, this.cart.id, session)
    this.reached = { ...this.reached, sessionId: session.id }
    return paid
  }

  private async did<T>(name: Act, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    try {
      const answer = await work()
      this.steps.push(step(name, "done", startedAt))
      return answer
    } catch (error) {
      this.steps.push(step(name, "failed", startedAt))
      throw error
    }
  }
}
