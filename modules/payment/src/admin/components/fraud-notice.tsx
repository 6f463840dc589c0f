import { InlineTip } from "@medusajs/ui"
import type { FraudWarning } from "../lib/ledger-types"
import { codeWords } from "../lib/ledger-words"
import { Moment } from "./moment"

/** The provider believes that somebody else paid than the card's owner. */
export function FraudNotice({ warning }: { readonly warning: FraudWarning }) {
  return (
    <InlineTip variant="warning" label="Fraud warning">
      The provider warns of fraud: {warning.reason === null ? "it gives no reason" : codeWords(warning.reason)}. Warned{" "}
      <Moment at={warning.occurred_at} />. Look at the order before anything more of it is captured or leaves.
    </InlineTip>
  )
}
