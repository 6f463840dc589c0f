import { Text } from "@medusajs/ui"
import type { MachineAnswer } from "../../lib/machine-types"
import { publishedColor, type StateColor } from "../../lib/state-color"
import { stateWords } from "../../lib/state-words"

const BARS: Readonly<Record<StateColor, string>> = {
  green: "bg-ui-tag-green-icon",
  red: "bg-ui-tag-red-icon",
  blue: "bg-ui-tag-blue-icon",
  orange: "bg-ui-tag-orange-icon",
  purple: "bg-ui-tag-purple-icon",
  grey: "bg-ui-tag-neutral-icon",
}

/** How many orders are in each published state, as bars, in the order in which an order passes them. */
export function LiveStates({ machine, live }: Pick<MachineAnswer, "machine" | "live">) {
  const known = machine.published.map(({ state }) => state).reverse()
  const states = [...new Set(["cart", ...known, ...Object.keys(live)])]
  const largest = Math.max(1, ...Object.values(live))
  return (
    <ul className="flex flex-col gap-2" aria-label="Live orders by state">
      {states.map((state) => {
        const count = live[state] ?? 0
        return (
          <li key={state} className="grid grid-cols-[9rem_minmax(0,1fr)_4rem] items-center gap-3">
            <Text size="small" className={count === 0 ? "text-ui-fg-muted" : "text-ui-fg-subtle"}>
              {stateWords(state)}
            </Text>
            <div aria-hidden className="bg-ui-bg-component h-2 overflow-hidden rounded-full">
              <div
                className={`h-full rounded-full ${BARS[publishedColor(state)]}`}
                style={{ width: `${(100 * count) / largest}%` }}
              />
            </div>
            <Text size="small" className={`text-right tabular-nums ${count === 0 ? "text-ui-fg-muted" : ""}`}>
              {count.toLocaleString()}
            </Text>
          </li>
        )
      })}
    </ul>
  )
}
