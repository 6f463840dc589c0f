import { Button, InlineTip } from "@medusajs/ui"
import { momentText } from "../../lib/moment-text"

interface Props {
  readonly asOf: string
  readonly onNow: () => void
}

/** Says that what is shown is over, so that nobody takes it for the order as it is. */
export function PastNotice({ asOf, onNow }: Props) {
  return (
    <div className="flex flex-col items-start gap-2 px-6 py-4" role="status">
      <InlineTip variant="warning" label="This is the past" className="w-full">
        The order as it was on {momentText(asOf)}. What happened later is not shown, and nothing can be recorded here.
      </InlineTip>
      <Button size="small" variant="secondary" onClick={onNow}>
        Back to now
      </Button>
    </div>
  )
}
