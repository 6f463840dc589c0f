import { Label, RadioGroup, Text, Textarea } from "@medusajs/ui"
import { useState } from "react"

interface Props {
  /** YAML or JSON text; null for the live rules. */
  readonly entries: string | null
  readonly onChange: (entries: string | null) => void
}

/** Which promotions are priced: the live ones, or others that are not imported yet. */
export function RulesChoice({ entries, onChange }: Props) {
  // Kept while the live rules are chosen, so that going there and back loses nothing.
  const [text, setText] = useState("")
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        className="flex flex-wrap gap-6"
        aria-label="Rules"
        value={entries === null ? "live" : "pasted"}
        onValueChange={(which) => {
          onChange(which === "live" ? null : text)
        }}
      >
        <div className="flex items-center gap-2">
          <RadioGroup.Item id="rules-live" value="live" />
          <Label htmlFor="rules-live" size="small">
            The live rules
          </Label>
        </div>
        <div className="flex items-center gap-2">
          <RadioGroup.Item id="rules-pasted" value="pasted" />
          <Label htmlFor="rules-pasted" size="small">
            Only these entries
          </Label>
        </div>
      </RadioGroup>
      {entries !== null && (
        <>
          <Textarea
            aria-label="Entries as YAML or JSON"
            rows={10}
            spellCheck={false}
            className="font-mono"
            placeholder={"id: spring_15off\npriority: 100\naction: { type: percent_off, value: 15 }"}
            value={entries}
            onChange={(event) => {
              setText(event.target.value)
              onChange(event.target.value)
            }}
          />
          <Text size="xsmall" className="text-ui-fg-subtle">
            YAML or JSON, one entry or many. They are read as an import reads them, and not kept.
          </Text>
        </>
      )}
    </div>
  )
}
