import { StatusBadge } from "@medusajs/ui"
import { AXES, type Lifecycle } from "../../lib/lifecycle-types"
import { axisColor } from "../../lib/state-color"
import { stateWords } from "../../lib/state-words"

/** What changes separately, each with its own state. */
export function AxisBadges({ axes }: { axes: Lifecycle["axes"] }) {
  return (
    <dl className="grid grid-cols-1 gap-2 px-6 py-4">
      {AXES.flatMap((axis) => {
        const state = axes[axis]
        if (state === undefined) return []
        return [
          <div key={axis} className="flex items-center justify-between gap-4">
            <dt className="txt-compact-small text-ui-fg-subtle">{stateWords(axis)}</dt>
            <dd>
              <StatusBadge color={axisColor(axis, state)}>{stateWords(state)}</StatusBadge>
            </dd>
          </div>,
        ]
      })}
    </dl>
  )
}
