import type { EvaluationJson, TraceLineJson } from "./evaluation-json"

export interface ShopperAnswer {
  readonly applied: readonly { readonly code: string; readonly discount: string }[]
  /** For each code that was entered and takes nothing off. */
  readonly why_not: readonly { readonly code: string; readonly reason: string; readonly message: string }[]
  /** Promotions that a larger cart would reach. */
  readonly unlock: readonly { readonly missing: string; readonly message: string }[]
}

const WORDS: Readonly<Record<TraceLineJson["outcome"], string>> = {
  applied: "It is applied.",
  nothing_left: "There is nothing left that it could take anything off.",
  outbid: "Another offer gives you more, and the two cannot be combined.",
  excluded: "It cannot be combined with another offer in your cart.",
  ineligible: "Your cart does not fulfil its conditions.",
  outside_window: "It is not valid at this time.",
  limit_reached: "It has been used up.",
  code_not_entered: "It was not entered.",
  inactive: "It is not valid any more.",
}

/**
 * An answer in words fit for shoppers: no id of a promotion they did not enter, no rule, no number that is not theirs.
 *
 * @param codeOf the code under which a promotion was entered; null for one that applies by itself
 */
export function shopperAnswer(
  { trace, applied }: Pick<EvaluationJson, "trace" | "applied">,
  currency: string,
  entered: readonly string[],
  codeOf: (promotion: string) => string | null,
  promotionOf: (code: string) => string | null,
): ShopperAnswer {
  const lines = new Map(trace.map((line) => [line.promotion, line]))
  return {
    applied: applied.map((promotion) => ({
      code: codeOf(promotion) ?? promotion,
      discount: lines.get(promotion)?.discount ?? "0",
    })),
    why_not: entered.flatMap((code) => {
      const promotion = promotionOf(code)
      const line = promotion === null ? undefined : lines.get(promotion)
      if (line?.outcome === "applied") return []
      if (promotion === null) return []
      const outcome = line?.outcome ?? "ineligible"
      const missing = line?.missing ? ` Add ${line.missing} ${currency} more to unlock it.` : ""
      return [{ code, reason: outcome, message: WORDS[outcome] + missing }]
    }),
    unlock: trace.flatMap((line) =>
      line.missing && line.outcome === "ineligible" && codeOf(line.promotion) === null
        ? [{ missing: line.missing, message: `Add ${line.missing} ${currency} more to unlock an offer.` }]
        : [],
    ),
  }
}
