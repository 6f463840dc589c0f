import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { amountText } from "../lib/amount-text"
import type { Dispute } from "../lib/ledger-types"
import { codeWords, disputeState } from "../lib/ledger-words"
import { timeLeft } from "../lib/moment-text"
import { AcceptDrawer } from "./accept-drawer"
import { EvidenceDrawer } from "./evidence-drawer"
import { Moment } from "./moment"

interface Props {
  readonly dispute: Dispute
  readonly currency: string
}

/** A bank takes the money back, or means to: how much, why, and until when something can be said to it. */
export function DisputeNotice({ dispute, currency }: Props) {
  const [asked, setAsked] = useState<"accept" | "evidence" | null>(null)
  const [words, color] = disputeState(dispute)
  const close = () => {
    setAsked(null)
  }
  return (
    <div className="bg-ui-bg-subtle shadow-elevation-card-rest flex flex-col gap-2 rounded-lg px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Text size="small" weight="plus">
          {dispute.amount_minor === null ? "Disputed" : `${amountText(dispute.amount_minor, currency)} disputed`}
        </Text>
        <StatusBadge color={color} className="whitespace-nowrap">
          {words}
        </StatusBadge>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle break-words">
        {dispute.reason && `${codeWords(dispute.reason)}. `}
        {dispute.funds_withdrawn && "The bank has taken the money. "}
        {dispute.answered_at && (
          <>
            Answered <Moment at={dispute.answered_at} />.
          </>
        )}
      </Text>
      {dispute.state === "open" && dispute.due_at && <Deadline at={dispute.due_at} />}
      {dispute.state === "open" && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            variant="secondary"
            onClick={() => {
              setAsked("evidence")
            }}
          >
            Send evidence
          </Button>
          <Button
            size="small"
            variant="secondary"
            onClick={() => {
              setAsked("accept")
            }}
          >
            Accept
          </Button>
        </div>
      )}
      {asked === "evidence" && <EvidenceDrawer dispute={dispute} onClose={close} />}
      {asked === "accept" && <AcceptDrawer dispute={dispute} onClose={close} />}
    </div>
  )
}

/** Until when the bank listens. */
function Deadline({ at }: { readonly at: string }) {
  const left = timeLeft(at, Date.now())
  return (
    <Text size="xsmall" weight="plus" className={left === null ? "text-ui-fg-error" : ""}>
      {left === null ? "The deadline has passed: " : "Answer by "}
      <Moment at={at} />
      {left !== null && ` (${left})`}
    </Text>
  )
}
