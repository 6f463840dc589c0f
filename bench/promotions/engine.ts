// The one place from which the bench takes the engine.
export { evaluate } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/evaluate"
export type { Evaluation, Policy } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/evaluate"
export type { Cart } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/cart"
export type { Condition, Entry } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/entry"
export { ruleOf } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/rule"
export { RuleIndex } from "../../modules/promotion-stacking/src/modules/promotion-stacking/domain/rule-index"
