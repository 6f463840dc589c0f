import { Button, Input, Label } from "@medusajs/ui"
import { useState } from "react"

interface Props {
  readonly asOf: string | null
  readonly onChange: (iso: string | null) => void
}

/** Asks for the order as it was at a moment of the past, in the time of the browser's zone. */
export function AsOfForm({ asOf, onChange }: Props) {
  const [typed, setTyped] = useState(asOf === null ? "" : localText(new Date(asOf)))
  const moment = new Date(typed)
  const fits = !Number.isNaN(moment.getTime()) && moment.getTime() <= Date.now()
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(submit) => {
        submit.preventDefault()
        if (fits) onChange(moment.toISOString())
      }}
    >
      <Label htmlFor="lifecycle-as-of" size="small" className="text-ui-fg-subtle whitespace-nowrap">
        As it was on
      </Label>
      <Input
        id="lifecycle-as-of"
        type="datetime-local"
        size="small"
        step={1}
        max={localText(new Date())}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
        }}
      />
      <Button type="submit" size="small" variant="secondary" disabled={!fits}>
        Show
      </Button>
    </form>
  )
}

/** As an input takes it: `2026-03-01T10:00:00`, on the wall of whoever looks. */
function localText(moment: Date): string {
  const wall = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return wall.toISOString().slice(0, 19)
}
