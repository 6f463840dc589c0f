import type { SqlTx } from "@holdfast/kernel"

/** What the host's own records say of an order at one moment. Amounts are the host's decimals as text. */
export interface ObservedRow {
  readonly order_id: string
  readonly currency_code: string
  readonly status: string
  readonly is_draft: boolean
  readonly canceled: boolean
  readonly deleted: boolean
  readonly cancel_due: boolean
  readonly total: string
  readonly lines: readonly {
    readonly id: string
    readonly quantity: number
    readonly fulfilled: number
    readonly shipped: number
    readonly delivered: number
    readonly return_requested: number
    readonly returned: number
  }[]
  readonly payments: readonly {
    readonly id: string
    readonly amount: string
    readonly captured: string
    readonly refunded: string
    readonly canceled: boolean
  }[]
}

// One statement sees one moment: read one after the other, a capture could fall between the payment and its captures.
const OBSERVE = `
select o.id as order_id, lower(o.currency_code) as currency_code, o.status::text as status, o.is_draft_order as is_draft,
       o.canceled_at is not null as canceled, o.deleted_at is not null as deleted,
       exists (select from order_lifecycle_effect e
                where e.order_id = o.id and e.effect = 'cancel_order' and e.done_at is null) as cancel_due,
       coalesce((select coalesce(s.totals->'raw_current_order_total'->>'value', s.totals->>'current_order_total') from order_summary s
                  where s.order_id = o.id and s.version = o.version and s.deleted_at is null
                  order by s.created_at desc limit 1), '0') as total,
       coalesce((select jsonb_agg(jsonb_build_object('id', i.item_id, 'quantity', i.quantity, 'fulfilled', i.fulfilled_quantity,
                          'shipped', i.shipped_quantity, 'delivered', i.delivered_quantity,
                          'return_requested', i.return_requested_quantity,
                          'returned', i.return_received_quantity + i.return_dismissed_quantity) order by i.item_id)
                   from order_item i
                  where i.order_id = o.id and i.version = o.version and i.deleted_at is null), '[]') as lines,
       coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'amount', p.amount::text, 'canceled', p.canceled_at is not null,
                          'captured', coalesce((select sum(c.amount) from capture c where c.payment_id = p.id and c.deleted_at is null), 0)::text,
                          'refunded', coalesce((select sum(r.amount) from refund r where r.payment_id = p.id and r.deleted_at is null), 0)::text)
                        order by p.created_at, p.id)
                   from order_payment_collection link join payment p using (payment_collection_id)
                  where link.order_id = o.id and link.deleted_at is null and p.deleted_at is null), '[]') as payments
  from "order" o where o.id = any($1::text[]) order by o.id`

/** One row for each order that the host knows. Reads its tables; it never writes them. */
export const observeOrders = (tx: SqlTx, orderIds: readonly string[]) => tx.query<ObservedRow>(OBSERVE, [orderIds])
