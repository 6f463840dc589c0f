import { z } from "@medusajs/framework/zod"
import {
  done,
  moneyFromMedusa,
  parseCurrency,
  refuse,
  type Currency,
  type Outcome,
  type Refusal,
} from "@holdfast/kernel"
import type { Cart } from "./domain/cart"
import { toMinor } from "./cart-from-context"

const name = z.string().min(1).max(200)
const names = z
  .array(name)
  .max(500)
  .nullish()
  .transform((values) => values ?? [])
const oneOrMore = z.union([name.transform((one) => [one]), names])
const decimal = z.union([
  z.string().regex(/^\d{1,15}(\.\d{1,10})?$/, 'is not a decimal amount, such as "19.99"'),
  z.number().min(0).max(1e15),
])

/** A cart as the simulator takes it; amounts are decimals. */
const CartBody = z.strictObject({
  currency_code: z.string(),
  market: name.nullish(),
  channel: name.nullish(),
  customer_segment: oneOrMore.nullish(),
  customer: name.nullish(),
  customer_groups: names,
  first_order: z.boolean().nullish(),
  region: name.nullish(),
  payment_method: name.nullish(),
  shipping_method: name.nullish(),
  shipping_total: decimal.default("0"),
  codes: z.array(z.string().max(200)).max(100).default([]),
  items: z
    .array(
      z.strictObject({
        id: name,
        sku: name.nullish(),
        quantity: z.number().positive().max(1_000_000),
        unit_price: decimal,
        product: name.nullish(),
        type: name.nullish(),
        categories: names,
        collections: names,
        tags: names,
        discountable: z.boolean().default(true),
      }),
    )
    .max(500)
    .default([]),
})

export type CartRefused = Refusal<"cart_invalid">

/** Reads a cart that somebody sent. Names field and row of the first thing that is wrong. */
export function readCart(
  source: unknown,
  nowMs: number,
): Outcome<{ readonly cart: Cart; readonly currency: Currency }, CartRefused> {
  const read = CartBody.safeParse(source)
  if (!read.success) {
    const [issue] = read.error.issues
    return invalid(["cart", ...(issue?.path ?? [])].join("."), issue?.message ?? "is not valid")
  }
  const body = read.data
  const parsed = parseCurrency(body.currency_code.toUpperCase())
  if (!parsed.ok) return invalid("cart.currency_code", parsed.message)
  const currency = parsed.value
  const ids = new Set(body.items.map((item) => item.id))
  if (ids.size < body.items.length) return invalid("cart.items", "two of them have the same id")
  const unreadable = body.items.findIndex((item) => !moneyFromMedusa(String(item.unit_price), currency).ok)
  if (unreadable >= 0) {
    return invalid(
      `cart.items.${unreadable}.unit_price`,
      `${String(body.items[unreadable]!.unit_price)} is finer than ${currency} is`,
    )
  }
  const listed = (value: string | null | undefined) => (value ? [value] : [])
  return done({
    currency,
    cart: {
      currency,
      nowMs,
      codes: body.codes,
      firstOrder: body.first_order ?? null,
      attributes: {
        market: listed(body.market?.toUpperCase()),
        channel: listed(body.channel),
        customer_segment: body.customer_segment ?? [],
        customer: listed(body.customer),
        customer_group: body.customer_groups,
        currency: [currency],
        region: listed(body.region),
        payment_method: listed(body.payment_method),
        shipping_method: listed(body.shipping_method),
      },
      lines: body.items.map((item) => ({
        id: item.id,
        quantity: item.quantity,
        amount: amountOf(item.unit_price, item.quantity, currency),
        discountable: item.discountable,
        attributes: {
          variant: listed(item.sku),
          product: listed(item.product),
          category: item.categories,
          collection: item.collections,
          tag: item.tags,
          type: listed(item.type),
        },
      })),
      shipping: [{ id: "shipping", amount: toMinor(body.shipping_total, currency) }],
    },
  })
}

/** Exact for whole quantities; half a cent goes up where a quantity has parts. */
function amountOf(price: string | number, quantity: number, currency: Currency): bigint {
  const unit = moneyFromMedusa(String(price), currency)
  if (unit.ok && Number.isInteger(quantity)) return unit.value.amountMinor * BigInt(quantity)
  return toMinor(Number(price) * quantity, currency)
}

const invalid = (field: string, message: string): CartRefused =>
  refuse("cart_invalid", `${field}: ${message}.`, "Correct the cart and send it again.")
