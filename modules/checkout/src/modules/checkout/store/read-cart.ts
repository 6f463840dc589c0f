import type { SqlTx } from "@holdfast/kernel"
import type { CartRead } from "../domain/cart-read"
import { cartJson } from "./cart-json"

const READ = `select ${cartJson("$1")} as cart`

export async function readCart(tx: SqlTx, cartId: string): Promise<CartRead | null> {
  const [row] = await tx.query<{ cart: CartRead | null }>(READ, [cartId])
  return row?.cart ?? null
}
