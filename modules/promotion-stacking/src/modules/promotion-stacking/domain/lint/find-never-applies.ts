import type { Finding, LintOptions } from "./finding"
import { shadowOf } from "./shadow"
import type { Studied } from "./study"
import { whyNone } from "./why-contradictory"

/** Entries that no cart has from now on. */
export function findNeverApplies(
  sorted: readonly Studied[],
  { resolution, campaigns, nowMs }: LintOptions,
): readonly Finding[] {
  return sorted.flatMap((studied): Finding[] => {
    const { id } = studied.entry
    const because = whyNone(studied.clauses, [studied.entry], nowMs)
    if (because !== null) {
      const message = `${id} can never apply: ${because}. Change its conditions or action, or delete it.`
      return [{ code: "never_applies", entries: [id], message }]
    }
    if (resolution !== "priority") return []
    const shadow = shadowOf(
      studied,
      sorted,
      ({ campaign }) => (campaign === null ? resolution : (campaigns?.get(campaign) ?? resolution)) === resolution,
    )
    if (!shadow) return []
    const { by, fromAmount } = shadow
    const when = fromAmount > 0n ? ` (on carts where its lines cost ${fromAmount} minor units or more)` : ""
    const message =
      `${id} can never apply: ${by.entry.id} comes first with priority ${by.entry.priority}, applies whenever ${id} ` +
      `could${when}, and the two may not meet. Give ${id} a higher priority, or let each name the other in stacks_with.`
    return [{ code: "never_applies", entries: [id, by.entry.id], message }]
  })
}
