import type { PromotionTypes } from "@medusajs/framework/types"
import { ApplicationMethodTargetType, ComputedActions, MathBN, PromotionType } from "@medusajs/framework/utils"
import { ComputeActionUtils } from "@medusajs/promotion/dist/utils"
import { exponentOf, type Currency } from "@holdfast/kernel"
import type { HostContext } from "./cart-from-context"
import { sumOf } from "./domain/cart"
import { largestRemainder } from "./domain/largest-remainder"
import { NOTHING_TAKEN, type Reserved, type State, type Taken, type Work } from "./domain/work"

export type HostPromotion = PromotionTypes.PromotionDTO & {
  readonly application_method?: PromotionTypes.ApplicationMethodDTO & { readonly target_type: string }
}
type Decimal = ReturnType<typeof MathBN.convert>
type Amount = Parameters<typeof MathBN.convert>[0]
interface Action {
  readonly action: string
  readonly amount: Amount
  readonly item_id?: string
  readonly shipping_method_id?: string
}

const BUDGET_EXCEEDED: string = ComputedActions.CAMPAIGN_BUDGET_EXCEEDED

export interface HostTaken {
  readonly taken: Taken
  /** Whether its campaign's budget did not cover some line. */
  readonly exceeded: boolean
}

/** What the host says that a promotion takes off, told what others took before. Rounded down in all, not by line. */
export function hostTaken(
  promotion: HostPromotion,
  context: HostContext,
  currency: Currency,
  work: Work,
  state: State,
): HostTaken {
  const decimal = (minor: bigint) => MathBN.div(minor.toString(), 10 ** exponentOf(currency))
  const withTax = new Map((context.items ?? []).map((item) => [item.id, taxOf(item as Taxed)]))
  // The host counts without tax, we count what shoppers see.
  const before = (now: readonly bigint[], initial: readonly bigint[], ids: readonly string[]) =>
    new Map(ids.map((id, at) => [id, MathBN.div(decimal(initial[at]! - now[at]!), withTax.get(id)?.inPrice ?? 1)]))
  const lineIds = work.kinds.map((kind) => kind.firstId)
  const methodIds = work.cart.shipping.map((line) => line.id)
  const reserved = { bought: new Map(state.reserved?.bought), got: new Map(state.reserved?.got) }
  const actions = actionsOf(
    promotion,
    context,
    before(state.lines, work.initial.lines, lineIds),
    before(state.shipping, work.initial.shipping, methodIds),
    reserved,
  )
  const exact = (ids: readonly string[], left: readonly bigint[], key: "item_id" | "shipping_method_id") =>
    ids.map((id, at) => {
      const own = actions.filter((action) => action[key] === id && "amount" in action)
      const plain = own.reduce((total, { amount }) => MathBN.add(total, amount), MathBN.convert(0))
      const part = partsOf(inPriceOf(plain, withTax.get(id), promotion), currency)
      return part < left[at]! * PARTS ? part : left[at]! * PARTS
    })
  // Each part may have been rounded down: three thirds of 10.00 are 10.00.
  const shared = (parts: readonly bigint[], order: readonly number[]) =>
    largestRemainder((sumOf(parts) + BigInt(parts.length)) / PARTS, parts, order)
  const lines = shared(exact(lineIds, state.lines, "item_id"), work.kindOrder)
  const shipping = shared(exact(methodIds, state.shipping, "shipping_method_id"), work.shippingOrder)
  const total = sumOf(lines) + sumOf(shipping)
  const exceeded = actions.some(({ action }) => action === BUDGET_EXCEEDED)
  if (total === 0n) return { taken: NOTHING_TAKEN, exceeded }
  const isBuyGet = promotion.type === PromotionType.BUYGET
  return { taken: { lines, shipping, total, ...(isBuyGet && { reserved }) }, exceeded }
}

function actionsOf(
  promotion: HostPromotion,
  { items = [], shipping_methods: methods = [] }: HostContext,
  onItems: Map<string, Decimal>,
  onShipping: Map<string, Decimal>,
  { bought, got }: Reserved,
): readonly Action[] {
  const utils = ComputeActionUtils
  const target = promotion.application_method?.target_type
  if (promotion.type === PromotionType.BUYGET) {
    // It writes down which units it is made of, so that the next one does not count them again.
    const found = utils.getComputedActionsForBuyGet(promotion, items, onItems, bought as never, got as never)
    return found as never
  }
  if (target === ApplicationMethodTargetType.SHIPPING_METHODS) {
    return utils.getComputedActionsForShippingMethods(promotion, methods, onShipping as never) as never
  }
  const across = target === ApplicationMethodTargetType.ORDER ? "across" : undefined
  return utils.getComputedActionsForItems(promotion, items, onItems as never, across) as never
}

/** Parts of a minor unit that still count: finer ones are what the host's divisions leave behind. */
const PARTS = 1_000_000n

function partsOf(amount: Decimal, currency: Currency): bigint {
  const parts = BigInt(MathBN.mult(amount, `${PARTS * 10n ** BigInt(exponentOf(currency))}`).toFixed(0, 4))
  return parts > 0n ? parts : 0n
}

interface Tax {
  /** What the price that shoppers see is to the price without tax. */
  readonly inPrice: Decimal
  /** The same for the price with tax. */
  readonly inTotal: Decimal
}

const UNTAXED: Tax = { inPrice: MathBN.convert(1), inTotal: MathBN.convert(1) }

interface Taxed {
  readonly is_tax_inclusive?: boolean
  readonly original_total?: Amount
  readonly subtotal?: Amount
}

function taxOf(item: Taxed): Tax {
  const { original_total: total, subtotal } = item
  if (total === undefined || subtotal === undefined || MathBN.lte(subtotal, 0)) return UNTAXED
  const inTotal = MathBN.div(total, subtotal)
  return { inPrice: item.is_tax_inclusive ? inTotal : UNTAXED.inPrice, inTotal }
}

/** A tax-inclusive promotion was computed with tax, every other one without; the price may be either. */
function inPriceOf(amount: Decimal, tax: Tax | undefined, promotion: HostPromotion) {
  if (!tax) return amount
  const inclusive = Boolean((promotion as { is_tax_inclusive?: boolean }).is_tax_inclusive)
  const withoutTax = inclusive && promotion.type === PromotionType.STANDARD ? MathBN.div(amount, tax.inTotal) : amount
  return MathBN.mult(withoutTax, tax.inPrice)
}
