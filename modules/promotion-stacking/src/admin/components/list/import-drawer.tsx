import { Button, Drawer, Label, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { problemsOf } from "../../lib/post-for-problems"
import { useEntryImport } from "../../lib/stacking-api"
import type { ImportAnswer } from "../../lib/stacking-types"
import { ProblemsTable } from "./problems-table"

/** Brings entries in: looked at first, and only then written. One bad entry, and none is imported. */
export function ImportDrawer() {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState("")
  const [checked, setChecked] = useState<ImportAnswer | null>(null)
  const sending = useEntryImport()
  const problems = problemsOf(sending.error)

  const write = (next: string) => {
    setText(next)
    setChecked(null)
    sending.reset()
  }
  const send = async (dryRun: boolean) => {
    setChecked(null)
    try {
      const answer = await sending.mutateAsync({ text, dryRun })
      if (dryRun) setChecked(answer)
      else {
        toast.success(
          `${answer.imported.length} ${answer.imported.length === 1 ? "entry is" : "entries are"} imported.`,
        )
        write("")
        setOpen(false)
      }
    } catch {
      // The refusal is shown below the text, where it can be worked off.
    }
  }

  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          Import
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Import entries</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">
          <div className="flex flex-col gap-2">
            <Label htmlFor="entries-file">YAML or JSON file</Label>
            <input
              id="entries-file"
              type="file"
              accept=".yaml,.yml,.json,application/json,application/yaml"
              className="txt-small"
              onChange={(event) => {
                void event.target.files?.[0]?.text().then(write)
              }}
            />
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="entries-text">or its text</Label>
            <Textarea
              id="entries-text"
              rows={14}
              spellCheck={false}
              className="font-mono"
              placeholder={"id: spring_15off\npriority: 100\naction: { type: percent_off, value: 15 }"}
              value={text}
              onChange={(event) => {
                write(event.target.value)
              }}
            />
          </div>
          <div aria-live="polite" className="flex flex-col gap-3">
            <Text size="small" className={sending.error ? "text-ui-fg-error" : "text-ui-fg-subtle"}>
              {sending.error?.message ??
                (checked ? checkedWords(checked) : "Check it first. An entry whose id is known is changed.")}
            </Text>
            {problems.length > 0 && <ProblemsTable problems={problems} />}
            {checked && checked.warnings.length > 0 && <ProblemsTable problems={checked.warnings} />}
          </div>
        </Drawer.Body>
        <Drawer.Footer>
          <Button
            variant="secondary"
            disabled={!text.trim()}
            isLoading={sending.isPending}
            onClick={() => {
              void send(true)
            }}
          >
            Check
          </Button>
          <Button
            disabled={!checked}
            isLoading={sending.isPending}
            onClick={() => {
              void send(false)
            }}
          >
            Import
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function checkedWords({ imported, warnings }: ImportAnswer): string {
  const fine = imported.length === 1 ? `${imported[0]} is fine.` : `All ${imported.length} entries are fine.`
  return warnings.length > 0 ? `${fine} Worth a look before they are imported:` : fine
}
