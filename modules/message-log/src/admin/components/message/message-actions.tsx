import { Button, Drawer, InlineTip, toast, usePrompt } from "@medusajs/ui"
import { useMessageAct } from "../../lib/inbox-api"
import type { ShownMessage } from "../../lib/inbox-types"
import { canPark, canReplay, PARK_QUESTION, replayQuestion } from "../../lib/next-act"

const SAID = { replay: "It is handled again, in its turn.", park: "It is parked." } as const

/** Replay and park. A no is shown above the buttons, where it can be worked off. */
export function MessageActions({ message: { id, state } }: { message: ShownMessage }) {
  const act = useMessageAct(id)
  const prompt = usePrompt()
  const perform = async (name: "replay" | "park") => {
    const question = name === "park" ? PARK_QUESTION : replayQuestion(state)
    if (question && !(await prompt(question))) return
    act.mutate(name, { onSuccess: () => toast.success(SAID[name]) })
  }
  const button = (name: "replay" | "park", label: string, possible: boolean) => (
    <Button
      size="small"
      variant="secondary"
      disabled={!possible || act.isPending}
      isLoading={act.isPending && act.variables === name}
      onClick={() => {
        void perform(name)
      }}
    >
      {label}
    </Button>
  )
  return (
    <Drawer.Footer className="flex-col items-stretch gap-3">
      {act.error && (
        <InlineTip variant="warning" label="Not done">
          {act.error.message}
        </InlineTip>
      )}
      <div className="flex items-center justify-end gap-2">
        <Drawer.Close asChild>
          <Button size="small" variant="transparent">
            Close
          </Button>
        </Drawer.Close>
        {button("park", "Park", canPark(state))}
        {button("replay", "Replay", canReplay(state))}
      </div>
    </Drawer.Footer>
  )
}
