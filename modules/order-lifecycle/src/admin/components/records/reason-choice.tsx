import { Select } from "@medusajs/ui"
import { stateWords } from "../../lib/state-words"

/** What the machine itself refuses with. Guards of plugins have codes of their own, seen where they occur. */
const CODES = [
  "order_event_not_allowed",
  "order_guard_failed",
  "order_event_facts_do_not_fit",
  "order_event_facts_malformed",
  "order_event_unknown",
  "order_loop_refused",
]

/** A choice has to have a value. */
const ANY = "any"

interface Props {
  readonly code: string
  readonly seen: readonly string[]
  readonly onChoose: (code: string) => void
}

/** Shows refusals of one kind only. */
export function ReasonChoice({ code, seen, onChoose }: Props) {
  const codes = [...new Set([...CODES, ...seen, ...(code ? [code] : [])])]
  return (
    <Select
      size="small"
      value={code || ANY}
      onValueChange={(value) => {
        if (value) onChoose(value === ANY ? "" : value)
      }}
    >
      <Select.Trigger className="w-64" aria-label="Reason">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={ANY}>Any reason</Select.Item>
        {codes.map((one) => (
          <Select.Item key={one} value={one}>
            {stateWords(one)}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
