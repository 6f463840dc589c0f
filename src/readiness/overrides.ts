import { AtpInventoryModuleService } from "@holdfast/atp"
import { HoldfastPaymentModuleService } from "@holdfast/payment"
import { StackingPromotionModuleService } from "@holdfast/promotion-stacking"

/**
 * The modules of ours that stand in for one of the host's, by the host's key. A forgotten line in medusa-config.ts
 * would leave the host's own module in place without a word, so each is looked up again when the shop runs.
 */
export interface Override {
  /** The host's key, such as `inventory`. */
  readonly key: string
  /** The package that must answer under it. */
  readonly packageName: string
  /** The service class that must be the one resolved, or a class derived from it. */
  readonly service: abstract new (...args: never[]) => unknown
}

export const OVERRIDES: readonly Override[] = [
  { key: "inventory", packageName: "@holdfast/atp", service: AtpInventoryModuleService },
  { key: "promotion", packageName: "@holdfast/promotion-stacking", service: StackingPromotionModuleService },
  { key: "payment", packageName: "@holdfast/payment", service: HoldfastPaymentModuleService },
]
