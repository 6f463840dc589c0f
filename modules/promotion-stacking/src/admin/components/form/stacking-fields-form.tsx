import { Button, Label, Switch, Text, toast, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import { draftOf, fieldsBody, type FieldsDraft } from "../../lib/fields-draft"
import { useStackingChange } from "../../lib/stacking-api"
import type { StackingFields } from "../../lib/stacking-types"
import { ChosenField, TypedField } from "./field"

interface Props {
  readonly promotionId: string
  /** Null when it has none, and meets any. */
  readonly fields: StackingFields | null
}

const MEETS = [
  { value: "any", label: "Any" },
  { value: "ids", label: "Only those named" },
]

/** How a promotion of Medusa's own stands beside others. */
export function StackingFieldsForm({ promotionId, fields }: Props) {
  const [draft, setDraft] = useState<FieldsDraft>(() => draftOf(fields))
  const change = useStackingChange()
  const prompt = usePrompt()
  const path = `/admin/stacking/fields/${encodeURIComponent(promotionId)}`
  const set = (part: Partial<FieldsDraft>) => {
    setDraft({ ...draft, ...part })
  }
  const save = async () => {
    try {
      await change.mutateAsync({ path, body: fieldsBody(draft) })
      toast.success("The stacking fields are saved.")
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  const reset = async () => {
    const sure = await prompt({
      title: "Take the stacking fields away?",
      description: "The promotion then has priority 0 and may be combined with any that allows it.",
      confirmText: "Take away",
    })
    if (!sure) return
    try {
      await change.mutateAsync({ path, method: "DELETE" })
      setDraft(draftOf(null))
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <>
      <div className="grid grid-cols-1 gap-4 px-6 py-4 md:grid-cols-2">
        <TypedField
          id="stacking-priority"
          label="Priority"
          type="number"
          hint="The highest is chosen first."
          value={draft.priority}
          onType={(priority) => {
            set({ priority })
          }}
        />
        <TypedField
          id="stacking-lane"
          label="Lane"
          type="number"
          hint="Lanes apply one after another, 0 first."
          value={draft.lane}
          onType={(lane) => {
            set({ lane })
          }}
        />
        <ChosenField
          id="stacking-meets"
          label="Stacks with"
          options={MEETS}
          value={draft.meets}
          onChoose={(meets) => {
            if (meets) set({ meets: meets === "any" ? "any" : "ids" })
          }}
        />
        {draft.meets === "ids" && (
          <TypedField
            id="stacking-ids"
            label="Named ones"
            hint="Ids or codes, parted by commas. Empty: none."
            value={draft.stacksWith}
            onType={(stacksWith) => {
              set({ stacksWith })
            }}
          />
        )}
        <TypedField
          id="stacking-exclusions"
          label="Never with"
          hint="Ids or codes, parted by commas."
          value={draft.exclusions}
          onType={(exclusions) => {
            set({ exclusions })
          }}
        />
        <TypedField
          id="stacking-group"
          label="Group"
          hint="At most one of a group applies."
          value={draft.group}
          onType={(group) => {
            set({ group })
          }}
        />
        <div className="flex items-center gap-2">
          <Switch
            id="stacking-exclusive"
            size="small"
            checked={draft.exclusive}
            onCheckedChange={(exclusive) => {
              set({ exclusive })
            }}
          />
          <Label htmlFor="stacking-exclusive" size="small">
            Exclusive: it stands alone
          </Label>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <Text size="xsmall" className="text-ui-fg-subtle">
          {fields ? "It has stacking fields of its own." : "It has none yet: priority 0, stacks with any."}
        </Text>
        <div className="flex gap-2">
          <Button
            size="small"
            variant="secondary"
            disabled={!fields || change.isPending}
            onClick={() => {
              void reset()
            }}
          >
            Reset
          </Button>
          <Button
            size="small"
            isLoading={change.isPending}
            onClick={() => {
              void save()
            }}
          >
            Save
          </Button>
        </div>
      </div>
    </>
  )
}
