import { Button, Container, Heading, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { lintEntries, useEntryImport } from "../../lib/stacking-api"
import type { Finding, ImportAnswer } from "../../lib/stacking-types"
import { ProblemsTable } from "../list/problems-table"
import { Refusal } from "../simulation/refusal"

interface Props {
  readonly id: string
  readonly text: string
  readonly saved: string
  readonly onText: (text: string) => void
}

/** An entry as text: checked as an import checks it, and saved whole. */
export function EntryEditor({ id, text, saved, onText }: Props) {
  const [checked, setChecked] = useState<ImportAnswer | null>(null)
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const sending = useEntryImport()
  const others = checked?.imported.filter((one) => one !== id) ?? []
  const changed = text !== saved

  const write = (next: string) => {
    onText(next)
    setChecked(null)
    setFindings([])
    sending.reset()
  }
  const send = async (dryRun: boolean) => {
    try {
      const looked = await sending.mutateAsync({ text, dryRun: true })
      setChecked(looked)
      setFindings((await lintEntries(text)).filter((finding) => finding.entries.includes(id)))
      // Another id would make another entry, and leave this one as it is.
      if (dryRun || looked.imported.some((one) => one !== id)) return
      await sending.mutateAsync({ text, dryRun: false })
      toast.success(`${id} is saved, and applies as it is now.`)
    } catch {
      setChecked(null)
    }
  }

  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h2">Text</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {changed ? "Changed, not saved" : "As it is saved"}
          </Text>
        </div>
        <div className="flex gap-2">
          <Button
            size="small"
            variant="transparent"
            disabled={!changed}
            onClick={() => {
              write(saved)
            }}
          >
            Discard
          </Button>
          <Button
            size="small"
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
            size="small"
            disabled={!changed}
            isLoading={sending.isPending}
            onClick={() => {
              void send(false)
            }}
          >
            Save
          </Button>
        </div>
      </div>
      <div className="flex flex-col gap-3 px-6 py-4">
        <Textarea
          aria-label={`Text of ${id}`}
          rows={Math.min(28, Math.max(12, text.split("\n").length + 1))}
          spellCheck={false}
          className="font-mono"
          value={text}
          onChange={(event) => {
            write(event.target.value)
          }}
        />
        <div aria-live="polite" className="flex flex-col gap-3">
          {sending.error ? (
            <Refusal error={sending.error} />
          ) : others.length > 0 ? (
            <Text size="small" className="text-ui-fg-error">
              The text names {others.join(", ")}, and this page is {id}. Keep the id, or import the text on the list of
              entries to make another one.
            </Text>
          ) : (
            checked && (
              <Text size="small" className="text-ui-fg-subtle">
                {checked.warnings.length + findings.length > 0 ? "It is sound. Worth a look:" : "It is sound."}
              </Text>
            )
          )}
          {!sending.error && checked && checked.warnings.length > 0 && <ProblemsTable problems={checked.warnings} />}
          {!sending.error && checked && findings.length > 0 && (
            <ul className="flex list-disc flex-col gap-1 pl-5" aria-label="What the linter found">
              {findings.map((finding) => (
                <li key={`${finding.code} ${finding.entries.join(" ")} ${finding.message}`} className="txt-small">
                  {finding.message}
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </Container>
  )
}
