import { conditionWords, selectorWords } from "./condition-words"
import { amountsText, fieldsOf, listOf, textOf } from "./source-fields"
import type { Source } from "./stacking-types"

const TARGETS: Readonly<Record<string, string>> = {
  matching_lines: "matching lines",
  order: "the order",
  shipping: "shipping",
}

const targetOf = (action: Source) => TARGETS[textOf(action.applies_to, "matching_lines")] ?? "matching lines"
const percent = (value: unknown) => `${textOf(value, "100")} %`

/** What the entry gives, as people say it: "15 % off matching lines". */
export function actionWords(source: Source): string {
  const action = fieldsOf(source.action)
  const words = WORDS[textOf(action.type)]?.(action) ?? "nothing that this page knows"
  const caps = ["unit", "line", "order"].flatMap((per) =>
    action[`cap_per_${per}`] === undefined ? [] : `at most ${amountsText(action[`cap_per_${per}`])} per ${per}`,
  )
  return [words, ...caps].join(", ")
}

const WORDS: Readonly<Record<string, (action: Source) => string>> = {
  percent_off: (action) => `${percent(action.value)} off ${targetOf(action)}`,
  fixed_off: (action) => {
    const per = action.per === "unit" ? "each unit of " : ""
    return `${amountsText(action.value)} off ${per}${targetOf(action)}`
  },
  fixed_price: (action) => `${amountsText(action.value)} for each unit of matching lines`,
  free_shipping: () => "Free shipping",
  free_gift: (action) => `Free gift: ${textOf(action.quantity, "1")} × ${textOf(action.variant)}`,
  buy_x_get_y: (action) => {
    const [buy, get] = [fieldsOf(action.buy), fieldsOf(action.get)]
    const off = Number(action.value ?? 100) === 100 ? "free" : `at ${percent(action.value)} off`
    return `Buy ${unitsWords(buy)}, get ${unitsWords(get)} ${off}${timesWords(action)}`
  },
  tiered_spend: (action) => {
    const tiers = listOf(action.tiers).map((one) => {
      const tier = fieldsOf(one)
      const off = tier.off === undefined ? percent(tier.value) : amountsText(tier.off)
      return `${off} from ${amountsText(tier.from)}`
    })
    return `Off ${targetOf(action)}: ${tiers.join(", ")}`
  },
  cheapest_of: (action) => {
    const off = Number(action.value ?? 100) === 100 ? "free" : `${percent(action.value)} off`
    return `Of every ${textOf(action.of)} units, the cheapest ${textOf(action.units, "1")} ${off}`
  },
  bundle_price: (action) => {
    const parts = listOf(action.parts).map((part) => unitsWords(fieldsOf(part)))
    return `${parts.join(" + ")} for ${amountsText(action.value)}${timesWords(action)}`
  },
}

const unitsWords = (units: Source) => {
  const of = selectorWords(units)
  return `${textOf(units.quantity, "1")}${of ? ` of ${of}` : ""}`
}
const timesWords = (action: Source) => (action.max_times === undefined ? "" : `, ${textOf(action.max_times)} × at most`)

/** Everything an entry says beside its action and its place in the order, as label and sentence. */
export function factsOf(source: Source): readonly (readonly [label: string, words: string])[] {
  const exclusions = fieldsOf(source.exclusions)
  const limits = fieldsOf(source.limits)
  const cohorts = listOf(limits.uses_per_cohort).map((one) => {
    const { cohort, uses } = fieldsOf(one)
    return `${textOf(uses)} uses by ${textOf(cohort)}`
  })
  const limitWords = [
    ...(limits.uses === undefined ? [] : [`${textOf(limits.uses)} uses`]),
    ...(limits.uses_per_customer === undefined ? [] : [`${textOf(limits.uses_per_customer)} per customer`]),
    ...cohorts,
    ...(limits.budget === undefined ? [] : [`a budget of ${amountsText(limits.budget)}`]),
  ]
  const conditions = conditionWords(source.conditions)
  return [
    ["Applies when", conditions.length > 0 ? conditions.join("; ") : "always"],
    [
      "Taken of",
      (source.base ?? fieldsOf(source.action).base) === "initial"
        ? "the initial price"
        : "what earlier promotions left",
    ],
    ...Object.entries(exclusions).map(([key, values]) => [`Never with ${key}`, listOf(values).join(", ")] as const),
    ["Limited to", limitWords.join(", ") || "no limit"],
  ]
}
