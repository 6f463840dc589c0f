import { InlineTip, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import type { useDifferenceCheck } from "../../lib/lifecycle-api"
import type { CheckAnswer } from "../../lib/machine-types"

/** How a check of all orders is going, and what it found. */
export function CheckNotice({ check }: { check: ReturnType<typeof useDifferenceCheck> }) {
  if (check.isIdle) return null
  return (
    <div className="px-6 py-4" aria-live="polite">
      {check.isPending ? (
        <div className="flex flex-col gap-2">
          <Text size="small">
            Replaying the logs of all orders
            <Seconds />
          </Text>
          <div aria-hidden className="bg-ui-bg-component h-2 overflow-hidden rounded-full">
            <div className="bg-ui-tag-blue-icon h-full w-full rounded-full motion-safe:animate-pulse" />
          </div>
        </div>
      ) : check.error ? (
        <InlineTip variant="error" label="Not checked">
          {check.error.message}
        </InlineTip>
      ) : (
        <Found answer={check.data} />
      )}
    </div>
  )
}

function Found({ answer }: { answer: CheckAnswer }) {
  const found = typeof answer.differences === "number" ? answer.differences : answer.differences.length
  const orders = answer.checked === 1 ? "1 order was" : `${answer.checked.toLocaleString()} orders were`
  return (
    <InlineTip variant={found === 0 ? "success" : "warning"} label="Checked">
      {orders} replayed,{" "}
      {found === 0
        ? "and all agree with what is stored."
        : `and ${found.toLocaleString()} ${found === 1 ? "difference was" : "differences were"} found.`}
    </InlineTip>
  )
}

/** Not read out second by second. */
function Seconds() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      setSeconds((before) => before + 1)
    }, 1_000)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return (
    <span aria-hidden className="text-ui-fg-subtle tabular-nums">
      {" "}
      · {seconds} s
    </span>
  )
}
