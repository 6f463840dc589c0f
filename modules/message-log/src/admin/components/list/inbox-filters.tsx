import { Badge, Button, Input, Select } from "@medusajs/ui"
import { useState } from "react"
import type { InboxState } from "../../lib/inbox-types"
import { INBOX_STATES, STATE_WORDS } from "../../lib/state-words"

/** A choice has to have a value. */
const ANY = "any"

interface Props {
  readonly params: URLSearchParams
  readonly sources: readonly string[]
  readonly choose: (changes: Readonly<Record<string, string>>) => void
}

/** Which messages are shown. The choices are in the address, so they can be sent to somebody. */
export function InboxFilters({ params, sources, choose }: Props) {
  const [source, state, key, q] = ["source", "state", "key", "q"].map((name) => params.get(name) ?? "") as [
    string,
    InboxState | "",
    string,
    string,
  ]
  const [typed, setTyped] = useState(q)
  // Somebody else may change the address, such as a press on a count.
  const [seen, setSeen] = useState(q)
  if (q !== seen) {
    setSeen(q)
    setTyped(q)
  }
  const known = [...new Set([...sources, ...(source ? [source] : [])])]
  const take = (name: string) => (value: string) => {
    if (value) choose({ [name]: value === ANY ? "" : value })
  }
  return (
    <div className="flex flex-wrap items-center gap-3 px-6 py-3">
      <form
        role="search"
        className="w-full md:w-72"
        onSubmit={(submit) => {
          submit.preventDefault()
          choose({ q: typed.trim() })
        }}
      >
        <Input
          type="search"
          size="small"
          aria-label="Search"
          placeholder="Search ids, kinds, reasons"
          maxLength={100}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            if (!target.value) choose({ q: "" })
          }}
        />
      </form>
      <Select size="small" value={state || ANY} onValueChange={take("state")}>
        <Select.Trigger className="w-36" aria-label="State">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          <Select.Item value={ANY}>Any state</Select.Item>
          {INBOX_STATES.map((one) => (
            <Select.Item key={one} value={one}>
              {STATE_WORDS[one].label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
      {known.length > 0 && (
        <Select size="small" value={source || ANY} onValueChange={take("source")}>
          <Select.Trigger className="w-56" aria-label="Source">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            <Select.Item value={ANY}>Any source</Select.Item>
            {known.map((one) => (
              <Select.Item key={one} value={one}>
                {one}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
      )}
      {key && (
        <span className="flex min-w-0 items-center gap-1">
          <Badge size="small" className="truncate font-mono">
            {key}
          </Badge>
          <Button
            size="small"
            variant="transparent"
            onClick={() => {
              choose({ key: "" })
            }}
          >
            All keys
          </Button>
        </span>
      )}
    </div>
  )
}
