import { Trash } from "@medusajs/icons"
import { IconButton, toast, usePrompt } from "@medusajs/ui"
import { useStackingChange } from "../../lib/stacking-api"

interface Props {
  readonly id: string
  readonly onDone?: () => void
}

/** Deletes an entry after asking: what is deleted does not come back. */
export function DeleteEntry({ id, onDone }: Props) {
  const change = useStackingChange()
  const prompt = usePrompt()
  const remove = async () => {
    const sure = await prompt({
      title: `Delete ${id}?`,
      description:
        "It applies to no cart from now on. Orders keep what was decided for them. Export it first to keep it.",
      confirmText: "Delete",
    })
    if (!sure) return
    try {
      await change.mutateAsync({ path: `/admin/stacking/entries/${encodeURIComponent(id)}`, method: "DELETE" })
      toast.success(`${id} is deleted.`)
      onDone?.()
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <IconButton
      size="small"
      variant="transparent"
      aria-label={`Delete ${id}`}
      isLoading={change.isPending}
      onClick={() => {
        void remove()
      }}
    >
      <Trash />
    </IconButton>
  )
}
