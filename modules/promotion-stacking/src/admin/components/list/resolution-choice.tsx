import { Label, Select, toast, usePrompt } from "@medusajs/ui"
import { useStacking, useStackingChange } from "../../lib/stacking-api"
import type { Resolution, Settings } from "../../lib/stacking-types"

const NAMES = { priority: "Highest priority first", best: "Largest discount" } as const
const MEANING = {
  priority: "The highest priority is taken first, and each next one joins if it may combine with all taken.",
  best: "Of all sets that may combine, the one with the largest discount is taken, whatever the priorities.",
} as const

/** How the shop chooses from the promotions that may apply. */
export function ResolutionChoice() {
  const { data } = useStacking<Settings>("/admin/stacking/settings")
  const change = useStackingChange<Settings>()
  const prompt = usePrompt()
  const choose = async (resolution: Resolution) => {
    const sure = await prompt({
      title: `Choose by "${NAMES[resolution]}"?`,
      description: `${MEANING[resolution]} This changes the price of carts at once.`,
      confirmText: "Change",
      variant: "confirmation",
    })
    if (!sure) return
    try {
      await change.mutateAsync({ path: "/admin/stacking/settings", body: { resolution } })
      toast.success(`The shop now chooses by "${NAMES[resolution]}".`)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <div className="flex items-center gap-2">
      <Label htmlFor="resolution" size="small">
        Resolution
      </Label>
      <Select
        size="small"
        value={data?.resolution ?? ""}
        disabled={!data || change.isPending}
        onValueChange={(next) => {
          if (next && next !== data?.resolution) void choose(next as Resolution)
        }}
      >
        <Select.Trigger id="resolution" className="w-48">
          <Select.Value placeholder="…" />
        </Select.Trigger>
        <Select.Content>
          {Object.entries(NAMES).map(([value, label]) => (
            <Select.Item key={value} value={value}>
              {label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
