import request from "supertest"
import { Client } from "pg"
import type { RunningShop } from "./running-shop"
import { Storefront } from "./storefront"

export interface CompletionAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: {
    readonly type?: string
    readonly code?: string
    readonly message?: string
    readonly order?: { readonly id: string; readonly total: number }
    readonly cart?: { readonly id: string; readonly total: number }
    readonly error?: { readonly code?: string; readonly type: string; readonly message: string }
  }
}

/** What a suite about completions does: fills carts, completes them, and looks at what was left. */
export class CheckoutDesk {
  private buyers = 0

  private constructor(
    readonly shop: RunningShop,
    readonly db: Client,
  ) {}

  static async open(shop: RunningShop): Promise<CheckoutDesk> {
    const db = new Client({ connectionString: shop.databaseUrl })
    await db.connect()
    return new CheckoutDesk(shop, db)
  }

  close(): Promise<void> {
    return this.db.end()
  }

  /** A guest's cart up to the last click. */
  async fillCart(lines: readonly { readonly sku: string; readonly quantity: number }[]): Promise<string> {
    const cart = await new Storefront(this.shop.baseUrl, this.shop.publishableKey).fillCart({
      region: "United States",
      email: `checkout-${Date.now()}-${(this.buyers += 1)}@example.com`,
      address: {
        first_name: "Cleo",
        last_name: "Checkout",
        address_1: "1 Pier Street",
        city: "New York",
        province: "us-ny",
        postal_code: "10001",
        country_code: "us",
      },
      lines,
      shipping: "Standard",
    })
    return cart.id
  }

  async complete(cartId: string, { baseUrl = this.shop.baseUrl, query = "" } = {}): Promise<CompletionAnswer> {
    const { status, headers, body } = await request(baseUrl)
      .post(`/store/carts/${cartId}/complete${query}`)
      .set("x-publishable-api-key", this.shop.publishableKey)
      .send()
    return { status, headers, body: body as CompletionAnswer["body"] }
  }

  async rows<Row = Record<string, unknown>>(sql: string, ...params: unknown[]): Promise<Row[]> {
    const { rows } = await this.db.query<Record<string, unknown>>(sql, params)
    return rows as Row[]
  }

  /** The first row, where there is one for sure. */
  async row<Row>(sql: string, ...params: unknown[]): Promise<Row> {
    const [row] = await this.rows<Row>(sql, ...params)
    if (!row) throw new Error(`No row: ${sql}`)
    return row
  }

  async attempts(cartId: string): Promise<readonly { state: string; step: string; order_id: string }[]> {
    return this.rows(
      `select state, step, order_id from checkout_attempt where cart_id = $1 order by started_at, id`,
      cartId,
    )
  }

  /** Payments of a cart that are neither canceled nor refunded. */
  async livePayments(cartId: string): Promise<readonly { id: string; amount: string }[]> {
    return this.rows(
      `select p.id, p.amount::text from payment p join cart_payment_collection l using (payment_collection_id)
        where l.cart_id = $1 and p.canceled_at is null and p.deleted_at is null
          and not exists (select from refund r where r.payment_id = p.id)`,
      cartId,
    )
  }

  /** What a process that was killed leaves: an attempt that had come so far, and whose lease is over. */
  async leaveAttempt(cartId: string, step: "validate" | "authorize"): Promise<{ id: string; orderId: string }> {
    const suffix = `01ARZ3NDEKTSV4RRFFQ69G${Date.now().toString().slice(-4)}`
    const [id, orderId] = [`attempt_${suffix}`, `order_${suffix}`]
    await this.db.query(
      `insert into checkout_attempt (id, cart_id, step, order_id, lease_owner, lease_until, payment_session_id)
       select $1, $2, $3, $4, 'a process that is gone', now() - interval '1 minute',
              case when $3 = 'authorize' then (select s.id from payment_session s
                join cart_payment_collection l using (payment_collection_id) where l.cart_id = $2 limit 1) end`,
      [id, cartId, step, orderId],
    )
    return { id, orderId }
  }

  /** The same of a process that was killed after the provider had said yes and before the order was written. */
  async leavePaidAttempt(cartId: string): Promise<{ orderId: string }> {
    await this.complete(cartId)
    const orderId = `order_01ARZ3NDEKTSV4RRFFQ69G${Date.now().toString().slice(-4)}`
    await this.db.query(
      `delete from order_payment_collection where order_id in (select order_id from order_cart where cart_id = $1)`,
      [cartId],
    )
    await this.db.query(`delete from order_cart where cart_id = $1`, [cartId])
    await this.db.query(`update cart set completed_at = null where id = $1`, [cartId])
    await this.db.query(
      `update checkout_attempt set state = 'open', step = 'authorize', ended_at = null, order_id = $2,
              lease_owner = 'a process that is gone', lease_until = now() - interval '1 minute' where cart_id = $1`,
      [cartId, orderId],
    )
    return { orderId }
  }
}
