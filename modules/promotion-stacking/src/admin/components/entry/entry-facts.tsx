import { actionWords, factsOf } from "../../lib/entry-words"
import { stacksWithWords } from "../../lib/stacks-with-words"
import type { Entry } from "../../lib/stacking-types"

/** An entry in words. */
export function EntryFacts({ entry }: { entry: Entry }) {
  const facts = [
    ["What it does", actionWords(entry.source)],
    ["Place", `lane ${entry.lane}, priority ${entry.priority}`],
    ["Stacks with", entry.exclusive ? "nothing: it is exclusive" : stacksWithWords(entry.stacks_with)],
    ["Group", entry.group ? `${entry.group}: at most one of it applies` : "none"],
    ["Codes", entry.codes.join(", ") || "none: it applies by itself"],
    ...(entry.campaign ? [["Campaign", entry.campaign] as const] : []),
    ...factsOf(entry.source),
  ] as const
  return (
    <dl className="grid grid-cols-1 gap-x-8 gap-y-4 px-6 py-4 md:grid-cols-2">
      {facts.map(([label, words]) => (
        <div key={label} className="min-w-0">
          <dt className="txt-compact-small-plus">{label}</dt>
          <dd className="txt-small text-ui-fg-subtle break-words">{words}</dd>
        </div>
      ))}
    </dl>
  )
}
