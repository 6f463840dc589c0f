import type { SqlTx } from "@holdfast/kernel"

const NAME = "checkout_one_order_per_cart"
const MISSING = `
select to_regclass('public.order_cart') is not null and to_regclass('public.${NAME}') is null as missing`
const TWICE = `
select cart_id, array_agg(order_id order by created_at) as orders from order_cart where deleted_at is null
 group by cart_id having count(*) > 1 order by cart_id limit 5`
const CREATE = `create unique index if not exists ${NAME} on order_cart (cart_id) where deleted_at is null`

/**
 * Makes one order of one cart a unique key in the database, whoever writes it. It is put in place when the application
 * starts, because no migration knows when the host's link table is there; a start that finds it in place locks nothing.
 *
 * @throws Error when the shop has carts with two orders already, naming them
 */
export async function oneOrderPerCart(tx: SqlTx): Promise<void> {
  const [row] = await tx.query<{ missing: boolean }>(MISSING, [])
  if (!row?.missing) return
  const twice = await tx.query<{ cart_id: string; orders: readonly string[] }>(TWICE, [])
  if (twice.length > 0) {
    const named = twice.map(({ cart_id: cart, orders }) => `${cart}: ${orders.join(", ")}`).join("; ")
    throw new Error(
      `@holdfast/checkout cannot make sure that a cart becomes one order, because some became several (${named}). Cancel the doubled orders and remove their rows from order_cart, then start again.`,
    )
  }
  await tx.query(CREATE, [])
}
