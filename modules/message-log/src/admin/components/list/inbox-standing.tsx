import { clx } from "@medusajs/ui"
import type { InboxState, InboxStanding as Standing } from "../../lib/inbox-types"
import { STATE_WORDS } from "../../lib/state-words"

const COUNTED = ["pending", "working", "waiting", "failed", "parked"] as const

interface Props {
  readonly standing: Standing | undefined
  readonly chosen: string
  readonly onChoose: (state: InboxState | "") => void
}

/** How many messages stand where. A press shows only these, another one all again. */
export function InboxStanding({ standing, chosen, onChoose }: Props) {
  return (
    <div className="grid grid-cols-3 gap-2 px-6 py-4 md:grid-cols-5" role="group" aria-label="Messages by state">
      {COUNTED.map((state) => {
        const count = standing?.[state]
        const alarming = (state === "failed" || state === "parked") && (count ?? 0) > 0
        return (
          <button
            key={state}
            type="button"
            aria-pressed={chosen === state}
            onClick={() => {
              onChoose(chosen === state ? "" : state)
            }}
            className={clx(
              "flex flex-col items-start rounded-lg border px-3 py-2 text-left transition-colors",
              "hover:bg-ui-bg-base-hover focus-visible:shadow-borders-focus outline-none",
              chosen === state ? "border-ui-border-interactive bg-ui-bg-highlight" : "border-ui-border-base",
            )}
          >
            <span className="txt-compact-small text-ui-fg-subtle">{STATE_WORDS[state].label}</span>
            <span className={clx("h2-core tabular-nums", alarming && "text-ui-fg-error")}>
              {count === undefined ? "–" : count.toLocaleString()}
            </span>
          </button>
        )
      })}
    </div>
  )
}
