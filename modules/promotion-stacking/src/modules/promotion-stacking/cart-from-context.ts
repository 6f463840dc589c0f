import type { ComputeActionContext } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { exponentOf, parseCurrency, type Currency, type Outcome } from "@holdfast/kernel"
import type { Cart, CartLine, ShippingLine } from "./domain/cart"

/** What the host hands over for a cart, an order edit or a draft order. Everything may be missing. */
export type HostContext = ComputeActionContext & {
  readonly id?: string
  readonly [name: string]: unknown
}

/** In the metadata of a line that a promotion put there, the promotion. */
export const GIFT_OF = "stacking_gift"

type Loose = Readonly<Record<string, unknown>>

/** What the shop adds to the host's context, because only a workflow can know it. */
export interface AddedContext {
  /** `new`, `returning`, and whatever else the shop calls its customers. */
  readonly customer_segment?: readonly string[]
  readonly first_order?: boolean | null
  /** Names of the sales channel beside its id. */
  readonly channels?: readonly string[]
  readonly payment_methods?: readonly string[]
  /** Handles of categories and values of tags by id. */
  readonly names?: Readonly<Record<string, readonly string[]>>
}

/** The cart as the rules see it. Prices are those that shoppers see: with tax where the price includes it. */
export function cartFromContext(
  context: HostContext,
  codes: readonly string[],
  nowMs: number,
): Outcome<{ readonly cart: Cart; readonly currency: Currency }> {
  const parsed = parseCurrency(text(context.currency_code).toUpperCase())
  if (!parsed.ok) return parsed
  const currency = parsed.value
  const added = context as AddedContext
  const address = loose(context["shipping_address"])
  const customer = loose(context["customer"])
  const region = loose(context["region"])
  const countries = list(region["countries"])
  const country = text(address["country_code"]) || (countries.length === 1 ? text(countries[0]?.["iso_2"]) : "")
  const methods = list(context.shipping_methods)
  return {
    ok: true,
    value: {
      currency,
      cart: {
        currency,
        nowMs,
        codes: [...new Set(codes)],
        firstOrder: added.first_order ?? null,
        attributes: {
          customer_segment: added.customer_segment ?? [],
          market: texts(country.toUpperCase()),
          channel: [...texts(context["sales_channel_id"]), ...(added.channels ?? [])],
          customer: texts(context["customer_id"], customer["id"], context["email"], customer["email"]),
          customer_group: list(customer["groups"]).flatMap((group) => texts(group["id"], group["name"])),
          currency: [currency],
          region: texts(context["region_id"], region["id"], region["name"]),
          payment_method: added.payment_methods ?? [],
          shipping_method: methods.flatMap((method) =>
            texts(
              method["shipping_option_id"],
              method["name"],
              loose(method["shipping_option"])["shipping_option_type_id"],
            ),
          ),
        },
        lines: list(context.items).map((item) => lineOf(item, currency)),
        shipping: methods.map((method) => shippingOf(method, currency)),
      },
    },
  }
}

function lineOf(item: Loose, currency: Currency): CartLine {
  const product = loose(item["product"])
  const variant = loose(item["variant"])
  const quantity = Number(item["quantity"] ?? 0)
  return {
    id: text(item["id"]),
    quantity,
    amount: toMinor(MathBN.mult((item["unit_price"] ?? 0) as number, quantity), currency),
    discountable: item["is_discountable"] !== false,
    ...(GIFT_OF in loose(item["metadata"]) && { isGift: true }),
    attributes: {
      variant: texts(item["variant_sku"], variant["sku"], item["variant_id"], variant["id"]),
      product: texts(item["product_id"], product["id"], item["product_handle"]),
      category: list(product["categories"]).flatMap((category) =>
        texts(category["id"], category["handle"], category["name"]),
      ),
      collection: texts(product["collection_id"], item["product_collection"]),
      tag: list(product["tags"]).flatMap((tag) => texts(tag["id"], tag["value"])),
      type: texts(product["type_id"], item["product_type_id"], item["product_type"]),
    },
  }
}

/** The host counts discounts of shipping without tax. */
const shippingOf = (method: Loose, currency: Currency): ShippingLine => ({
  id: text(method["id"]),
  amount: toMinor((method["subtotal"] ?? method["amount"] ?? 0) as number, currency),
})

/** The host computes with twenty digits, and does not round: half a cent goes up. Nothing costs less than nothing. */
export function toMinor(amount: Parameters<typeof MathBN.convert>[0], currency: Currency): bigint {
  const minor = MathBN.mult(amount, 10 ** exponentOf(currency)).toFixed(0, 4)
  return BigInt(minor) > 0n ? BigInt(minor) : 0n
}

const loose = (value: unknown): Loose => (typeof value === "object" && value !== null ? (value as Loose) : {})
const list = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.map(loose) : [])
const text = (value: unknown): string => (typeof value === "string" ? value : "")
const texts = (...values: readonly unknown[]): readonly string[] => [...new Set(values.map(text).filter(Boolean))]
