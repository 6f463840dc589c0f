import type { ComputeActions } from "@medusajs/framework/types"
import { ComputedActions } from "@medusajs/framework/utils"
import { money, moneyToMedusa, type Currency } from "@holdfast/kernel"
import type { HostContext } from "./cart-from-context"
import { toMinor } from "./cart-from-context"
import type { Evaluation } from "./domain/evaluate"

interface Adjusted {
  readonly id: string
  readonly is_tax_inclusive?: boolean
  readonly subtotal?: unknown
  readonly adjustments?: readonly { readonly id: string; readonly code?: string | null }[]
}

const adjusted = (context: HostContext, of: "items" | "shipping_methods") =>
  (context[of] ?? []) as unknown as Adjusted[]

/** What is there already goes first, as it does in the host; otherwise adjustments would pile up. */
export function removalsOf(context: HostContext): ComputeActions[] {
  const item = adjusted(context, "items").flatMap(({ id, adjustments = [] }) =>
    coded(adjustments).map((adjustment) => ({
      action: ComputedActions.REMOVE_ITEM_ADJUSTMENT,
      adjustment_id: adjustment.id,
      code: adjustment.code,
      item_id: id,
    })),
  )
  const shipping = adjusted(context, "shipping_methods").flatMap(({ id, adjustments = [] }) =>
    coded(adjustments).map((adjustment) => ({
      action: ComputedActions.REMOVE_SHIPPING_METHOD_ADJUSTMENT,
      adjustment_id: adjustment.id,
      code: adjustment.code,
      shipping_method_id: id,
    })),
  )
  return [...item, ...shipping] as unknown as ComputeActions[]
}

const coded = (adjustments: NonNullable<Adjusted["adjustments"]>) =>
  adjustments.filter((adjustment): adjustment is { id: string; code: string } => Boolean(adjustment.code))

/** Codes of promotions that the cart carries an adjustment of. */
export const adjustmentCodes = (context: HostContext): readonly string[] => [
  ...new Set(
    [...adjusted(context, "items"), ...adjusted(context, "shipping_methods")].flatMap(({ adjustments = [] }) =>
      coded(adjustments).map((adjustment) => adjustment.code),
    ),
  ),
]

/**
 * The evaluation in the host's words.
 *
 * @param codeOf by which code a promotion is named on the cart: the one that was entered, or its own
 */
export function actionsOf(
  evaluation: Evaluation,
  context: HostContext,
  currency: Currency,
  codeOf: (promotion: string) => string,
): ComputeActions[] {
  const items = new Map(adjusted(context, "items").map((item) => [item.id, item]))
  const methods = new Map(adjusted(context, "shipping_methods").map((method) => [method.id, method]))
  const decimal = (minor: bigint) => Number(moneyToMedusa(money(minor, currency)))
  // A method whose price has parts of a cent is free when its rounded price is taken off.
  const taken = new Map<string, bigint>()
  return evaluation.applied.flatMap(({ promotion, lines, shipping }) => [
    ...lines.map(({ id, discount }) => ({
      action: ComputedActions.ADD_ITEM_ADJUSTMENT,
      item_id: id,
      amount: decimal(discount),
      code: codeOf(promotion),
      is_tax_inclusive: items.get(id)?.is_tax_inclusive ?? false,
    })),
    ...shipping.map(({ id, discount }) => {
      const sum = (taken.get(id) ?? 0n) + discount
      taken.set(id, sum)
      const subtotal = (methods.get(id)?.subtotal ?? 0) as never
      const all = sum === toMinor(subtotal, currency)
      const before = decimal(sum - discount)
      return {
        action: ComputedActions.ADD_SHIPPING_METHOD_ADJUSTMENT,
        shipping_method_id: id,
        amount: all ? Number(subtotal) - before : decimal(discount),
        code: codeOf(promotion),
      }
    }),
  ]) as unknown as ComputeActions[]
}
