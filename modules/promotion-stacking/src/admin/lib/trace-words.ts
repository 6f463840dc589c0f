import { moneyText } from "./money-text"
import type { Evaluation, TraceLine, TraceOutcome } from "./stacking-types"

type Color = "green" | "grey" | "orange" | "red" | "blue" | "purple"

export const OUTCOMES: Readonly<Record<TraceOutcome, { readonly label: string; readonly color: Color }>> = {
  applied: { label: "Applied", color: "green" },
  nothing_left: { label: "Nothing left", color: "grey" },
  outbid: { label: "Outbid", color: "orange" },
  excluded: { label: "Excluded", color: "orange" },
  ineligible: { label: "Not eligible", color: "grey" },
  outside_window: { label: "Outside its time", color: "blue" },
  limit_reached: { label: "Limit reached", color: "red" },
  code_not_entered: { label: "Code not entered", color: "grey" },
  inactive: { label: "Inactive", color: "purple" },
}

/** Why it came to that, with amounts in the cart's currency. */
export function becauseWords(line: TraceLine, currency: string): string {
  if (line.outcome === "applied") {
    const lines = line.lines?.length ?? 0
    const shipping = Number(line.shipping_discount ?? 0) > 0
    const from = [
      ...(lines > 0 ? [lines === 1 ? "one line" : `${lines} lines`] : []),
      ...(shipping ? ["shipping"] : []),
    ]
    return `It takes something off ${from.join(" and ") || "nothing"}.`
  }
  const missing = line.missing === undefined ? "" : ` ${moneyText(line.missing, currency)} more would unlock it.`
  const because = line.because.charAt(0).toUpperCase() + line.because.slice(1)
  return `${because.replace(/\.?$/, ".")}${missing}`
}

/** What is known of the choice. */
export function certificateWords(
  { kind, nodes, could_miss: missed }: Evaluation["certificate"],
  currency: string,
): string {
  if (kind === "by_rule") return "Chosen by priority: there was nothing to search."
  const looked = nodes === undefined ? "" : ` (${nodes.toLocaleString()} sets looked at)`
  if (kind === "optimal") return `Proven best: no set that may combine takes more off${looked}.`
  return `The search ended early: another set could take at most ${moneyText(missed ?? 0, currency)} more off${looked}.`
}
