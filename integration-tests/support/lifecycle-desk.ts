import type { HttpTypes } from "@medusajs/types"
import { randomUUID } from "node:crypto"
import type { Merchant } from "./merchant"
import type { RunningShop } from "./running-shop"
import { Storefront } from "./storefront"

export interface ShownLifecycle {
  readonly state: string
  readonly total: string
  readonly axes: Readonly<Record<string, string>>
  readonly amounts: Readonly<Record<string, string>>
  readonly log: readonly {
    readonly sequence: number
    readonly event: string
    readonly event_id: string
    readonly at: string
    readonly from: string
    readonly to: string
    readonly actor: { readonly type: string; readonly id: string }
  }[]
  readonly events: readonly {
    readonly event: string
    readonly allowed: boolean
    readonly manual: boolean
    readonly because: { readonly code: string; readonly message: string; readonly next_step: string } | null
  }[]
  readonly refused: readonly { readonly event: string; readonly code: string }[]
  readonly pending: object | null
}

type Line = { readonly id: string; readonly quantity: number }
export type PlacedOrder = { readonly id: string; readonly items: readonly Line[] }

/** The line of 2 units first. */
const placed = (id: string, items: readonly Line[]): PlacedOrder => ({
  id,
  items: items.map(({ id: line, quantity }) => ({ id: line, quantity })).sort((a, b) => b.quantity - a.quantity),
})

const ADDRESS = {
  first_name: "Robin",
  last_name: "Example",
  address_1: "1 Example Street",
  city: "Brooklyn",
  postal_code: "11201",
  country_code: "us",
  province: "us-ny",
}

/** Orders, and what is done to them through the host's own routes. */
export class LifecycleDesk {
  private known: ReturnType<LifecycleDesk["lookUp"]> | undefined
  private option: string | undefined

  constructor(
    private readonly shop: RunningShop,
    private readonly merchant: Merchant,
  ) {}

  /** A guest's order of 1 to 2 lines, paid with the host's own provider, which authorizes. */
  async order({ lines = 1 }: { readonly lines?: 1 | 2 } = {}): Promise<PlacedOrder> {
    const { store, regionId, mug, brewer } = await this.catalogue()
    const { store: api } = store.sdk
    const { cart } = await api.cart.create({
      region_id: regionId,
      email: `lifecycle-${randomUUID()}@example.com`,
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
      items: [
        { variant_id: mug, quantity: 2 },
        { variant_id: brewer, quantity: 1 },
      ].slice(0, lines),
    })
    this.option ??= (await api.fulfillment.listCartOptions({ cart_id: cart.id })).shipping_options[0]?.id
    const filled = await api.cart.addShippingMethod(cart.id, { option_id: this.option ?? "" })
    await api.payment.initiatePaymentSession(filled.cart, { provider_id: "pp_system_default" })
    const order = await store.complete(cart.id)
    return placed(order.id, order.items ?? [])
  }

  /** A way to send something to the address. */
  async shippingOption(): Promise<string> {
    if (this.option === undefined) await this.order()
    return this.option ?? ""
  }

  /** A draft of two lines, with a way to send them; nothing of it is authorized. */
  async draft(option: string): Promise<PlacedOrder> {
    const { regionId, mug, brewer } = await this.catalogue()
    const { body } = await this.merchant
      .post("/admin/draft-orders", {
        region_id: regionId,
        email: `lifecycle-${randomUUID()}@example.com`,
        shipping_address: ADDRESS,
        billing_address: ADDRESS,
        shipping_methods: [{ name: "Standard", shipping_option_id: option, amount: 5 }],
        items: [
          { variant_id: mug, quantity: 2 },
          { variant_id: brewer, quantity: 1 },
        ],
      })
      .expect(200)
    const { draft_order: order } = body as HttpTypes.AdminDraftOrderResponse
    return placed(order.id, order.items)
  }

  /** Takes the money for an order that has no payment, as if it had come in by bank; all of it, or an amount. */
  async pay(order: PlacedOrder, amount?: number): Promise<void> {
    const { total } = await this.record(order.id)
    const { body } = await this.merchant
      .post("/admin/payment-collections", { order_id: order.id, amount: amount ?? total })
      .expect(200)
    const { payment_collection: collection } = body as HttpTypes.AdminPaymentCollectionResponse
    const paid = `/admin/payment-collections/${collection.id}/mark-as-paid`
    await this.merchant.post(paid, { order_id: order.id }).expect(200)
  }

  /** The host's own record, with its payments and parcels. */
  async record(orderId: string): Promise<HttpTypes.AdminOrder> {
    const fields = "*items.detail,*payment_collections.payments.captures,*payment_collections.payments.refunds"
    const { body } = await this.merchant
      .get(`/admin/orders/${orderId}`, { fields: `+status,+total,${fields}` })
      .expect(200)
    return (body as HttpTypes.AdminOrderResponse).order
  }

  /** Replays the order's log, and answers how often it differs from what is kept and from the host's records. */
  async differences(orderId: string): Promise<number> {
    const { body } = await this.merchant.post("/admin/lifecycle/differences/check", { order_id: orderId }).expect(200)
    return (body as { differences: number }).differences
  }

  async lifecycle(orderId: string): Promise<ShownLifecycle> {
    const { body } = await this.merchant.get(`/admin/orders/${orderId}/lifecycle`).expect(200)
    return (body as { lifecycle: ShownLifecycle }).lifecycle
  }

  async payment(orderId: string): Promise<{ readonly id: string }> {
    const { body } = await this.merchant
      .get(`/admin/orders/${orderId}`, { fields: "id,*payment_collections.payments" })
      .expect(200)
    const { order } = body as HttpTypes.AdminOrderResponse
    const payment = order.payment_collections.flatMap(({ payments }) => payments ?? [])[0]
    if (!payment) throw new Error(`Order ${orderId} has no payment.`)
    return payment
  }

  async capture(order: PlacedOrder): Promise<void> {
    const { id } = await this.payment(order.id)
    await this.merchant.post(`/admin/payments/${id}/capture`).expect(200)
  }

  pack(order: PlacedOrder, items: readonly Line[]) {
    return this.merchant.post(`/admin/orders/${order.id}/fulfillments`, {
      items: items.map(({ id, quantity }) => ({ id, quantity })),
    })
  }

  /** The parcel that some units are packed in. */
  async packed(order: PlacedOrder, items: readonly Line[]): Promise<string> {
    await this.pack(order, items).expect(200)
    const { body } = await this.merchant.get(`/admin/orders/${order.id}`, { fields: "id,*fulfillments" }).expect(200)
    const { fulfillments = [] } = (body as HttpTypes.AdminOrderResponse).order
    const parcel = fulfillments.find(({ shipped_at, canceled_at }) => !shipped_at && !canceled_at)
    if (!parcel) throw new Error(`Order ${order.id} has nothing packed.`)
    return parcel.id
  }

  /** Packs and ships, and answers the parcel. */
  async ship(order: PlacedOrder, items: readonly Line[]): Promise<string> {
    const parcel = await this.packed(order, items)
    await this.merchant
      .post(`/admin/orders/${order.id}/fulfillments/${parcel}/shipments`, {
        items: items.map(({ id, quantity }) => ({ id, quantity })),
      })
      .expect(200)
    return parcel
  }

  /** Looked up once: a list of products is slow, and every order is of the same two. */
  catalogue(): ReturnType<LifecycleDesk["lookUp"]> {
    this.known ??= this.lookUp()
    return this.known
  }

  private async lookUp() {
    const store = new Storefront(this.shop.baseUrl, this.shop.publishableKey)
    const { id: regionId } = await store.region("United States")
    const { id: mug } = await store.variant("HOM-MUG-CHK", regionId)
    const { id: brewer } = await store.variant("BOK-BRW", regionId)
    return { store, regionId, mug, brewer }
  }

  send(orderId: string, event: string, more: { readonly event_id?: string; readonly facts?: object } = {}) {
    return this.merchant.post(`/admin/orders/${orderId}/lifecycle/events`, { event, event_id: randomUUID(), ...more })
  }
}
