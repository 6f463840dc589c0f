import { InlineTip } from "@medusajs/ui"

/** As long as a run of a job may take before somebody should look. */
const LATE_SECONDS = 120

/** Said when messages are due and nobody handles them. */
export function OverdueNotice({ seconds }: { seconds: number }) {
  if (seconds < LATE_SECONDS) return null
  return (
    <div className="px-6 py-4">
      <InlineTip variant="warning" label="Nobody handles the inbox">
        The oldest message that is due has been due for {Math.floor(seconds / 60).toLocaleString()} minutes. See whether
        a process with worker mode “worker” or “shared” is running, and what its log says.
      </InlineTip>
    </div>
  )
}
