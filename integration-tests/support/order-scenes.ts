import type { HttpTypes } from "@medusajs/types"
import type { Test } from "supertest"
import type { Need, RouteIds } from "./core-order-routes"
import type { LifecycleDesk, PlacedOrder } from "./lifecycle-desk"
import type { Merchant } from "./merchant"

/** An order in one published state, with what a route needs. */
export interface Scene {
  readonly order: PlacedOrder
  readonly ids: RouteIds
  /** What stands for the `[id]` and the `[fulfillment_id]` of a route. */
  readonly id: string
  readonly parcel: string
}

const AUTHORIZED: readonly string[] = ["authorized", "canceled", "returned"]
/** Units have to be with the shopper for it. */
export const AWAY: readonly Need[] = [
  "shipped",
  "away",
  "return",
  "requested",
  "receiving",
  "confirmed_claim",
  "confirmed_exchange",
]
/** They accept no change any more, so it was begun before. */
const OVER: readonly string[] = ["canceled", "disputed", "chargeback"]
const BEGUN: readonly Need[] = [
  "edit",
  "change",
  "claim",
  "exchange",
  "confirmed_claim",
  "confirmed_exchange",
  "parcel",
]
/** What they have not sent yet can be packed; of the first, a part is away. */
const PACKS = ["partially_fulfilled", "captured", "partially_refunded"]
/** An order that is being drafted, or has left the house, has no such thing; a parcel needs a captured payment. */
/** A draft has changes of its own, and the host cancels no order with one that is open. */
const UNCHANGED = ["cart", "canceled"]
const RETURNABLE = ["partially_fulfilled", "fulfilled", "refunded", "disputed", "chargeback"]
const EXISTS: Readonly<Partial<Record<Need, (state: string) => boolean>>> = {
  payment: (state) => !["cart", "pending_payment"].includes(state),
  parcel: (state) => !["cart", "pending_payment", "authorized"].includes(state),
  shipped: (state) => !["cart", "pending_payment", "authorized"].includes(state),
  // The host hands over no order that is canceled.
  transfer: (state) => state !== "canceled",
  change: (state) => !UNCHANGED.includes(state),
  claim: (state) => !UNCHANGED.includes(state),
  exchange: (state) => !UNCHANGED.includes(state),
  return: (state) => RETURNABLE.includes(state),
  requested: (state) => RETURNABLE.includes(state),
  receiving: (state) => RETURNABLE.includes(state),
  confirmed_claim: (state) => RETURNABLE.includes(state),
  // What is exchanged still has to leave, so nothing is fulfilled with it.
  confirmed_exchange: (state) => RETURNABLE.includes(state) && state !== "fulfilled",
}

type Step = (order: PlacedOrder) => Promise<unknown>
interface Found {
  id: string
  parcel: string
  session: string
}
type Way = readonly [before: readonly Step[], after?: readonly Step[]]

/** Brings orders into each published state, by the host's own routes and by events. */
export class OrderScenes {
  constructor(
    private readonly desk: LifecycleDesk,
    private readonly merchant: Merchant,
    private readonly shared: Omit<RouteIds, "order" | "item" | "session">,
  ) {}

  /** Whether an order in this state can have it at all. */
  exists(state: string, need: Need): boolean {
    return EXISTS[need]?.(state) ?? true
  }

  /** Whether a route can only be asked for it without there being one. */
  missing(state: string, need: Need): boolean {
    return need === "edit" ? UNCHANGED.includes(state) : need === "draft_edit" && state !== "cart"
  }

  async of(state: string, need: Need): Promise<Scene> {
    // Whose money is taken at once does not have to go through a cart, which takes longer.
    const order = await (AUTHORIZED.includes(state)
      ? this.desk.order({ lines: 2 })
      : this.desk.draft(this.shared.option))
    const found = { id: order.id, parcel: "", session: "" }
    const { before, after } = this.wayTo(state, need, found)
    for (const step of before) await step(order)
    await this.prepare(state, need, order, found)
    for (const step of after) await step(order)
    return this.scene(state, need, order, found)
  }

  /** The same with an order that is in the state already; null where it takes another way to get there. */
  async again({ order, parcel }: Scene, state: string, need: Need): Promise<Scene | null> {
    const begun = OVER.includes(state) && BEGUN.includes(need)
    if (begun || (state === "refunded" && need.startsWith("confirmed_"))) return null
    const found = { id: order.id, parcel, session: "" }
    if (need === "parcel" || need === "shipped") {
      const packs = need === "parcel" ? PACKS : PACKS.slice(1)
      const units = state === "partially_fulfilled" ? order.items.slice(1) : order.items.slice(0, 1)
      if (packs.includes(state)) found.parcel = await this.desk.packed(order, units)
      if (!found.parcel) return null
    }
    await this.prepare(state, need, order, found)
    return this.scene(state, need, order, found)
  }

  private scene(state: string, need: Need, order: PlacedOrder, found: Found): Scene {
    const item = this.itemOf(state, need, order)
    return {
      order,
      id: found.id,
      parcel: found.parcel,
      ids: { ...this.shared, order: order.id, item, session: found.session },
    }
  }

  /** Of an order that is half shipped, the first line is away and the second is here. */
  private itemOf(state: string, need: Need, { items }: PlacedOrder): string {
    const away = AWAY.includes(need) || need === "claim" || need === "exchange"
    return (state === "partially_fulfilled" && !away ? items[1] : items[0])?.id ?? ""
  }

  /** Steps before and after what the route needs is prepared: some states do not accept that any more. */
  private wayTo(
    state: string,
    need: Need,
    found: Found,
  ): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
    const event =
      (name: string): Step =>
      ({ id }) =>
        this.desk.send(id, name).expect(200)
    const post =
      (path: string): Step =>
      ({ id }) =>
        this.merchant.post(path.replace("[id]", id)).expect(200)
    const capture: Step = (order) => this.desk.capture(order)
    const convert = post("/admin/draft-orders/[id]/convert-to-order")
    const pay: Step = async (order) => {
      await convert(order)
      await this.desk.pay(order)
    }
    const refund =
      (body: object): Step =>
      async ({ id }) =>
        this.merchant.post(`/admin/payments/${(await this.desk.payment(id)).id}/refund`, body).expect(200)
    const half: Step = async (order) => void (found.parcel = await this.desk.ship(order, order.items.slice(0, 1)))
    const all: Step = async (order) => void (found.parcel = await this.desk.ship(order, order.items))
    const rest: Step = async (order) => void (found.parcel = await this.desk.packed(order, order.items.slice(1)))
    const pack: Step = async (order) => void (found.parcel = await this.desk.packed(order, order.items.slice(0, 1)))
    const unpack: Step = ({ id }) =>
      this.merchant.post(`/admin/orders/${id}/fulfillments/${found.parcel}/cancel`).expect(200)

    const packed = need === "parcel" || need === "shipped" ? [pack] : []
    const away = AWAY.includes(need) ? [all] : packed
    const ways: Readonly<Record<string, Way>> = {
      cart: [[]],
      pending_payment: [[convert]],
      authorized: [[]],
      captured: [[pay, ...packed]],
      partially_fulfilled: [need === "parcel" ? [pay, half, rest] : [pay, half]],
      fulfilled: [[pay, all]],
      partially_refunded: [[pay, ...packed, refund({ amount: 1 })]],
      refunded: [[pay, ...away, refund({})]],
      canceled: [packed.length > 0 ? [capture, pack, unpack] : [], [post("/admin/orders/[id]/cancel")]],
      disputed: [[pay, ...away], [event("chargeback.notice")]],
      chargeback: [
        [pay, ...away],
        [event("chargeback.notice"), event("chargeback.lost")],
      ],
      returned: [[capture, all, event("rma.completed")]],
    }
    const [before, after = []] = ways[state]!
    return { before, after }
  }

  private async prepare(state: string, need: Need, order: PlacedOrder, found: Found): Promise<void> {
    if (this.missing(state, need)) return
    const unit = { items: [{ id: this.itemOf(state, need, order), quantity: 1 }] }
    const away =
      RETURNABLE.includes(state) && (AWAY.includes(need) || state === "fulfilled" || state === "partially_fulfilled")
    const { option, variant, location, customer } = this.shared
    const post = async <Body>(path: string, body: object = {}) =>
      this.done<Body>(this.merchant.post(`/admin/${path}`, body))
    switch (need) {
      case "payment":
        found.id = (await this.desk.payment(order.id)).id
        return
      case "change":
      case "edit":
        await post("order-edits", { order_id: order.id })
        // The order costs what it did, and has the lines that it had.
        await post(`order-edits/${order.id}/shipping-method`, { shipping_option_id: option, custom_amount: 0 })
        return
      case "draft_edit":
        await post(`draft-orders/${order.id}/edit`)
        return
      case "transfer":
        await post(`orders/${order.id}/transfer`, { customer_id: customer })
        return
      case "return":
      case "requested":
      case "receiving":
        found.id = (
          await post<{ return: { id: string } }>("returns", { order_id: order.id, location_id: location })
        ).return.id
        await post(`returns/${found.id}/request-items`, unit)
        if (need === "return") return
        await post(`returns/${found.id}/request`)
        if (need === "requested") return
        await post(`returns/${found.id}/receive`)
        await post(`returns/${found.id}/receive-items`, unit)
        return
      case "claim":
      case "confirmed_claim":
        found.id = (await post<{ claim: { id: string } }>("claims", { order_id: order.id, type: "refund" })).claim.id
        await post(`claims/${found.id}/claim-items`, unit)
        if (away) await post(`claims/${found.id}/inbound/items`, { ...unit, location_id: location })
        if (need === "confirmed_claim") await post(`claims/${found.id}/request`)
        return
      case "exchange":
      case "confirmed_exchange":
        found.id = (await post<{ exchange: { id: string } }>("exchanges", { order_id: order.id })).exchange.id
        if (!away) return
        await post(`exchanges/${found.id}/inbound/items`, { ...unit, location_id: location })
        await post(`exchanges/${found.id}/outbound/items`, {
          items: [{ variant_id: variant, quantity: 1, unit_price: 0 }],
        })
        if (need === "confirmed_exchange") await post(`exchanges/${found.id}/request`)
        return
      case "collection":
      case "session": {
        const { payment_collection: collection } = await post<HttpTypes.AdminPaymentCollectionResponse>(
          "payment-collections",
          { order_id: order.id, amount: 1 },
        )
        found.id = collection.id
        if (need === "collection") return
        const { payment_collection: asked } = await post<HttpTypes.AdminPaymentCollectionResponse>(
          `payment-collections/${collection.id}/payment-sessions`,
          { provider_id: "pp_system_default" },
        )
        found.id = order.id
        found.session = asked.payment_sessions?.[0]?.id ?? ""
        return
      }
      default:
    }
  }

  private async done<Body>(test: Test): Promise<Body> {
    const answer = await test
    if (answer.status < 300) return answer.body as Body
    throw new Error(`${test.method} ${test.url}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }
}
