import { Badge, StatusBadge, Text } from "@medusajs/ui"
import type { Axis } from "../../lib/lifecycle-types"
import type { AxisState } from "../../lib/machine-types"
import { axisColor } from "../../lib/state-color"
import { stateWords } from "../../lib/state-words"

interface Props {
  readonly axis: Axis
  readonly states: readonly AxisState[]
  readonly initial: string
}

/** The states of one axis: where it begins, where it may end, and what an order holds in them. */
export function AxisStates({ axis, states, initial }: Props) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2 px-6 py-4" aria-label={`States of ${axis}`}>
      {states.map(({ name, holds, final }) => (
        <li key={name} className="flex items-center gap-1">
          <StatusBadge color={axisColor(axis, name)}>{stateWords(name)}</StatusBadge>
          {name === initial && (
            <Text size="xsmall" className="text-ui-fg-muted">
              begins
            </Text>
          )}
          {final && (
            <Text size="xsmall" className="text-ui-fg-muted">
              may end
            </Text>
          )}
          {holds && <Badge size="2xsmall">holds {holds}</Badge>}
        </li>
      ))}
    </ul>
  )
}
