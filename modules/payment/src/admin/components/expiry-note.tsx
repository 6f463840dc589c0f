import { InlineTip, Text } from "@medusajs/ui"
import { timeLeft } from "../lib/moment-text"
import { Moment } from "./moment"

/**
 * Until when an authorization can be captured; afterwards the bank frees the money.
 *
 * @param soon it ends in the next days, and nothing of it is captured
 */
export function ExpiryNote({ until, soon }: { readonly until: string; readonly soon: boolean }) {
  const left = timeLeft(until, Date.now())
  if (soon && left !== null) {
    return (
      <InlineTip variant="warning" label="Nothing is captured yet">
        The authorization ends <Moment at={until} /> ({left}). Capture it before then; afterwards the shopper has to pay
        again.
      </InlineTip>
    )
  }
  return (
    <Text size="xsmall" className={left === null ? "text-ui-fg-error" : "text-ui-fg-subtle"}>
      {left === null ? "The authorization ended " : "Capture by "}
      <Moment at={until} />
      {left === null ? ", and a capture will probably be refused." : ` (${left}): the authorization ends then.`}
    </Text>
  )
}
