import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { moneyFromMedusa, type MedusaAmount } from "@holdfast/kernel"
import type { RefundableLine } from "../modules/payment/domain/refund-lines"

interface Priced {
  readonly id: string
  readonly total: MedusaAmount
}
interface OrderRow {
  readonly currency_code: string
  readonly items?: readonly (Priced & {
    readonly title: string
    readonly product_title: string | null
    readonly variant_title: string | null
    readonly quantity: number
  })[]
  readonly shipping_methods?: readonly (Priced & { readonly name: string })[]
  readonly payment_collections?: readonly {
    readonly payments?: readonly { readonly refunds?: readonly { readonly metadata: RefundMetadata | null }[] }[]
  }[]
}

/** What a refund is for, as it is kept on the host's row of it. */
export interface RefundMetadata {
  readonly lines?: readonly { readonly id: string; readonly quantity: number }[]
}

const FIELDS = [
  ...["currency_code", "total", "items.id", "items.title", "items.product_title", "items.variant_title"],
  ...["items.quantity", "items.total", "shipping_methods.id", "shipping_methods.name", "shipping_methods.total"],
  "payment_collections.payments.refunds.metadata",
]

/** What an order's money may be given back for, and the currency. A refund that failed counts no more. */
export async function refundableLines(
  container: MedusaContainer,
  orderId: string,
): Promise<{ readonly currency: string; readonly lines: readonly RefundableLine[] }> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: FIELDS, filters: { id: orderId } })
  const [order] = data as unknown as readonly OrderRow[]
  if (!order) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`, "order_unknown")
  const currency = order.currency_code
  const refunded = new Map<string, number>()
  for (const { id, quantity } of (order.payment_collections ?? [])
    .flatMap(({ payments }) => payments ?? [])
    .flatMap(({ refunds }) => refunds ?? [])
    .flatMap(({ metadata }) => metadata?.lines ?? [])) {
    refunded.set(id, (refunded.get(id) ?? 0) + quantity)
  }
  const priced = ({ id, total }: Priced, quantity: number) => {
    const money = moneyFromMedusa(total, currency, "half_up")
    const totalMinor = money.ok && money.value.amountMinor > 0n ? money.value.amountMinor : 0n
    return { id, quantity, refunded: Math.min(quantity, refunded.get(id) ?? 0), totalMinor }
  }
  return {
    currency,
    lines: [
      ...(order.items ?? []).map((item) => ({
        ...priced(item, item.quantity),
        kind: "item" as const,
        title: item.product_title ?? item.title,
        detail: item.variant_title,
      })),
      ...(order.shipping_methods ?? []).map((method) => ({
        ...priced(method, 1),
        kind: "shipping" as const,
        title: method.name,
        detail: null,
      })),
    ],
  }
}
