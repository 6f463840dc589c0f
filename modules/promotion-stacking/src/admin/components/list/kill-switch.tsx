import { Switch, toast, usePrompt } from "@medusajs/ui"
import { useStackingChange } from "../../lib/stacking-api"
import type { Entry } from "../../lib/stacking-types"

/** Stops an entry at once, everywhere, or lets it apply again. */
export function KillSwitch({ entry }: { entry: Pick<Entry, "id" | "status"> }) {
  const change = useStackingChange()
  const prompt = usePrompt()
  const on = entry.status === "active"
  const turn = async () => {
    const sure = await prompt({
      title: on ? `Stop ${entry.id}?` : `Start ${entry.id}?`,
      description: on
        ? "It applies to no cart from now on. Shoppers who see its price are shown the new one before they pay."
        : "It applies from now on to every cart that meets its conditions.",
      confirmText: on ? "Stop" : "Start",
      variant: on ? "danger" : "confirmation",
    })
    if (!sure) return
    try {
      const path = `/admin/stacking/entries/${encodeURIComponent(entry.id)}`
      await change.mutateAsync({ path, body: { status: on ? "stopped" : "active" } })
      toast.success(on ? `${entry.id} is stopped.` : `${entry.id} is active.`)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <Switch
      size="small"
      aria-label={`${entry.id} applies`}
      checked={on}
      disabled={change.isPending}
      onCheckedChange={() => {
        void turn()
      }}
    />
  )
}
