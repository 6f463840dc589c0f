import { randomUUID } from "node:crypto"
import type { Client } from "pg"
import type { Operation } from "./options"
import { ShopClient, type Answer } from "./shop-client"

/** One cart, what became of it so far, and the one thing that is about to be done with it. */
export interface Scene {
  readonly operation: Operation
  readonly cartId: string
  readonly sessionId: string
  readonly orderId: string | null
  readonly paymentId: string | null
  /** Asks for it, once more each time: with the same key, as a client does that got no answer. */
  readonly act: (server: string) => Promise<Answer>
}

const ADDRESS = {
  ...{ first_name: "Ada", last_name: "Buyer", address_1: "350 Fifth Avenue", city: "New York" },
  ...{ postal_code: "10118", province: "us-ny", country_code: "us" },
}
const PROVIDER = "pp_payment-test_test"
/** Its uses are counted, so that a use too many shows. */
export const CODE = "PROOF"

/** Brings carts to where the operation that is proved begins, by the API that shoppers and merchants use. */
export class Scenes {
  private constructor(
    private readonly store: ShopClient,
    private readonly desk: ShopClient,
    private readonly variantId: string,
    private readonly regionId: string,
    private readonly shippingOptionId: string,
  ) {}

  static async open(
    baseUrl: string,
    database: Client,
    admin: { readonly email: string; readonly password: string },
  ): Promise<Scenes> {
    const { token } = (await new ShopClient(baseUrl, {}).must("/auth/user/emailpass", admin)) as never as {
      token: string
    }
    const desk = new ShopClient(baseUrl, { authorization: `Bearer ${token}` })
    const one = async (sql: string) => {
      const { rows } = await database.query<{ found: string }>(sql)
      if (!rows[0]) throw new Error(`The demo shop lacks something: ${sql}`)
      return rows[0].found
    }
    const key = await one(
      "select token as found from api_key where type = 'publishable' and revoked_at is null limit 1",
    )
    const regionId = await one(
      "select id as found from region where currency_code = 'usd' and deleted_at is null limit 1",
    )
    await database.query(
      `insert into region_payment_provider (id, region_id, payment_provider_id)
       select 'regpp_proof', $1::text, $2::text where not exists
         (select from region_payment_provider where region_id = $1::text and payment_provider_id = $2::text)`,
      [regionId, PROVIDER],
    )
    await desk.must("/admin/promotions", {
      ...{ code: CODE, type: "standard", status: "active", limit: 1_000_000 },
      application_method: {
        ...{ type: "percentage", target_type: "items", allocation: "across", value: 10, currency_code: "usd" },
      },
    })
    const store = new ShopClient(baseUrl, { "x-publishable-api-key": key })
    const variantId = await one(
      `select v.id as found from product_variant v
         join product_variant_inventory_item i on i.variant_id = v.id
         join inventory_level l on l.inventory_item_id = i.inventory_item_id and l.deleted_at is null
         join product p on p.id = v.product_id and p.status = 'published'
        where v.deleted_at is null and v.manage_inventory
        group by v.id, v.sku having sum(l.stocked_quantity - l.reserved_quantity) > 200 order by v.sku limit 1`,
    )
    const { cart } = (await store.must("/store/carts", {
      region_id: regionId,
      shipping_address: ADDRESS,
    })) as never as {
      cart: { id: string }
    }
    const { body } = await store.get(`/store/shipping-options?cart_id=${cart.id}`)
    const { shipping_options: options } = body as never as { shipping_options: { id: string }[] }
    return new Scenes(store, desk, variantId, regionId, options[0]?.id ?? "")
  }

  async prepare(operation: Operation): Promise<Scene> {
    const { cartId, sessionId } = await this.fillCart()
    const key = randomUUID()
    const once =
      (client: ShopClient, path: string, body: object = {}) =>
      (server: string) =>
        client.at(server).post(path, body, { "Idempotency-Key": key })
    const complete = once(this.store, `/store/carts/${cartId}/complete`)
    if (operation === "completion") {
      return { operation, cartId, sessionId, orderId: null, paymentId: null, act: complete }
    }
    const { order } = (await this.store.must(`/store/carts/${cartId}/complete`)) as never as { order: { id: string } }
    const paymentId = await this.paymentOf(order.id)
    const paths: Readonly<Record<Exclude<Operation, "completion">, string>> = {
      capture: `/admin/payments/${paymentId}/capture`,
      refund: `/admin/payments/${paymentId}/refund`,
      cancel: `/admin/orders/${order.id}/cancel`,
      "cancel-paid": `/admin/orders/${order.id}/cancel`,
    }
    if (operation === "refund" || operation === "cancel-paid") await this.desk.must(paths.capture)
    return { operation, cartId, sessionId, orderId: order.id, paymentId, act: once(this.desk, paths[operation]) }
  }

  /** What the minute's jobs do, at once. */
  async reconcile(): Promise<void> {
    await this.desk.must("/admin/checkout/reconcile", { heal: true })
  }

  private async fillCart(): Promise<{ cartId: string; sessionId: string }> {
    const { cart } = (await this.store.must("/store/carts", {
      ...{ region_id: this.regionId, email: "ada@example.com", shipping_address: ADDRESS, billing_address: ADDRESS },
      items: [{ variant_id: this.variantId, quantity: 2 }],
      promo_codes: [CODE],
    })) as never as { cart: { id: string } }
    await this.store.must(`/store/carts/${cart.id}/shipping-methods`, { option_id: this.shippingOptionId })
    const { payment_collection: collection } = (await this.store.must("/store/payment-collections", {
      cart_id: cart.id,
    })) as never as { payment_collection: { id: string } }
    const { payment_collection: opened } = (await this.store.must(
      `/store/payment-collections/${collection.id}/payment-sessions`,
      { provider_id: PROVIDER },
    )) as never as { payment_collection: { payment_sessions: { id: string }[] } }
    return { cartId: cart.id, sessionId: opened.payment_sessions[0]?.id ?? "" }
  }

  private async paymentOf(orderId: string): Promise<string> {
    const { body } = await this.desk.get(`/admin/orders/${orderId}?fields=*payment_collections.payments`)
    const { order } = body as never as { order: { payment_collections: { payments: { id: string }[] }[] } }
    const payment = order.payment_collections.flatMap(({ payments }) => payments)[0]
    if (!payment) throw new Error(`Order ${orderId} has no payment.`)
    return payment.id
  }
}
