import type { SqlTx } from "@holdfast/kernel"

interface RawAmount {
  readonly value: string | number
}
interface Taxed {
  readonly id: string
  readonly is_tax_inclusive: boolean
  readonly tax_lines: readonly { readonly raw_rate: RawAmount }[]
  readonly adjustments: readonly { readonly raw_amount: RawAmount; readonly is_tax_inclusive?: boolean }[]
}

/** What an order's total is made of, as the host keeps it. */
export interface PricedParts {
  readonly items: readonly (Taxed & { readonly raw_quantity: RawAmount; readonly raw_unit_price: RawAmount })[] | null
  readonly shipping_methods: readonly (Taxed & { readonly raw_amount: RawAmount })[] | null
  readonly credit_lines: readonly { readonly raw_amount: RawAmount }[] | null
}

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
  /** What the total is made of, where that has changed since the host added it up. */
  readonly parts: PricedParts | null
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
    /** Confirmed. What a provider has only taken on, or nobody knows the outcome of, is requested. */
    readonly captured: string
    readonly capture_requested: string
    readonly refunded: string
    readonly refund_requested: string
    readonly canceled: boolean
  }[]
}

// One statement sees one moment: read one after the other, a capture could fall between the payment and its captures.
const OBSERVE = `
select o.id as order_id, lower(o.currency_code) as currency_code, o.status::text as status, o.is_draft_order as is_draft,
       o.canceled_at is not null as canceled, o.deleted_at is not null as deleted,
       exists (select from order_lifecycle_effect e
                where e.order_id = o.id and e.effect = 'cancel_order' and e.done_at is null) as cancel_due,
       coalesce(summary.total, '0') as total,
       -- The host writes its first summary before the taxes of a draft, and shows what the parts come to. It touches the
       -- summary with each payment and leaves the stale total in it, so when it was made is what counts.
       case when exists (select from order_item i join order_line_item_tax_line t on t.item_id = i.item_id
                          where i.order_id = o.id and i.version = o.version and i.deleted_at is null and t.deleted_at is null
                            and t.created_at > summary.created_at)
              or exists (select from order_shipping m join order_shipping_method_tax_line t using (shipping_method_id)
                          where m.order_id = o.id and m.version = o.version and m.deleted_at is null and t.deleted_at is null
                            and t.created_at > summary.created_at)
            then jsonb_build_object(
              'items', (select jsonb_agg(jsonb_build_object('id', i.item_id, 'raw_quantity', i.raw_quantity,
                          'raw_unit_price', coalesce(i.raw_unit_price, l.raw_unit_price), 'is_tax_inclusive', l.is_tax_inclusive,
                          'detail', jsonb_build_object('raw_return_received_quantity', i.raw_return_received_quantity,
                                                       'raw_return_dismissed_quantity', i.raw_return_dismissed_quantity),
                          'tax_lines', coalesce((select jsonb_agg(jsonb_build_object('raw_rate', t.raw_rate))
                             from order_line_item_tax_line t where t.item_id = i.item_id and t.deleted_at is null), '[]'),
                          'adjustments', coalesce((select jsonb_agg(jsonb_build_object('raw_amount', a.raw_amount, 'is_tax_inclusive', a.is_tax_inclusive))
                             from order_line_item_adjustment a
                            where a.item_id = i.item_id and a.version = i.version and a.deleted_at is null), '[]')))
                 from order_item i join order_line_item l on l.id = i.item_id
                where i.order_id = o.id and i.version = o.version and i.deleted_at is null),
              'shipping_methods', (select jsonb_agg(jsonb_build_object('id', s.id, 'raw_amount', s.raw_amount, 'is_tax_inclusive', s.is_tax_inclusive,
                          'tax_lines', coalesce((select jsonb_agg(jsonb_build_object('raw_rate', t.raw_rate))
                             from order_shipping_method_tax_line t where t.shipping_method_id = s.id and t.deleted_at is null), '[]'),
                          'adjustments', coalesce((select jsonb_agg(jsonb_build_object('raw_amount', a.raw_amount))
                             from order_shipping_method_adjustment a
                            where a.shipping_method_id = s.id and a.version = m.version and a.deleted_at is null), '[]')))
                 from order_shipping m join order_shipping_method s on s.id = m.shipping_method_id
                where m.order_id = o.id and m.version = o.version and m.deleted_at is null),
              'credit_lines', (select jsonb_agg(jsonb_build_object('raw_amount', c.raw_amount)) from order_credit_line c
                where c.order_id = o.id and c.version = o.version and c.deleted_at is null)) end as parts,
       coalesce((select jsonb_agg(jsonb_build_object('id', i.item_id, 'quantity', i.quantity, 'fulfilled', i.fulfilled_quantity,
                          'shipped', i.shipped_quantity, 'delivered', i.delivered_quantity,
                          'return_requested', i.return_requested_quantity,
                          'returned', i.return_received_quantity + i.return_dismissed_quantity) order by i.item_id)
                   from order_item i
                  where i.order_id = o.id and i.version = o.version and i.deleted_at is null), '[]') as lines,
       coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'amount', p.amount::text, 'canceled', p.canceled_at is not null,
                          'captured', taken.confirmed::text, 'capture_requested', taken.requested::text,
                          'refunded', given.confirmed::text, 'refund_requested', given.requested::text)
                        order by p.created_at, p.id)
                   from order_payment_collection link join payment p using (payment_collection_id)
                  cross join lateral (
                    select coalesce(sum(c.amount) filter (where c.metadata->>'confirmed' is distinct from 'false'), 0) as confirmed,
                           coalesce(sum(c.amount) filter (where c.metadata->>'confirmed' = 'false'), 0) as requested
                      from capture c where c.payment_id = p.id and c.deleted_at is null) taken
                  cross join lateral (
                    select coalesce(sum(r.amount) filter (where r.metadata->>'confirmed' is distinct from 'false'), 0) as confirmed,
                           coalesce(sum(r.amount) filter (where r.metadata->>'confirmed' = 'false'), 0) as requested
                      from refund r where r.payment_id = p.id and r.deleted_at is null) given
                  where link.order_id = o.id and link.deleted_at is null and p.deleted_at is null), '[]') as payments
  from "order" o
  left join lateral (
    select coalesce(s.totals->'raw_current_order_total'->>'value', s.totals->>'current_order_total') as total, s.created_at
      from order_summary s where s.order_id = o.id and s.version = o.version and s.deleted_at is null
     order by s.created_at desc limit 1) summary on true
 where o.id = any($1::text[]) order by o.id`

/** One row for each order that the host knows. Reads its tables; it never writes them. */
export const observeOrders = (tx: SqlTx, orderIds: readonly string[]) => tx.query<ObservedRow>(OBSERVE, [orderIds])
