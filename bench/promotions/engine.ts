// The one place from which the bench takes the engine: the package, as any other program would.
export {
  evaluate,
  RuleIndex,
  ruleOf,
  type Cart,
  type Condition,
  type Entry,
  type Policy,
} from "@holdfast/promotion-stacking"
