import { Button, InlineTip, StatusBadge, Text } from "@medusajs/ui"
import { amountText } from "../lib/amount-text"
import type { LedgerPayment, Operation } from "../lib/ledger-types"
import { actWord, codeWords, operationState } from "../lib/ledger-words"
import { useMoneyAct } from "../lib/payments-api"
import { Moment } from "./moment"

/** Each call to the provider, the newest first, with what became of it. */
export function OperationRows({ payment }: { readonly payment: LedgerPayment }) {
  return (
    <ul className="flex flex-col gap-3">
      {[...payment.operations].reverse().map((operation) => (
        <li key={operation.id} className="flex flex-col gap-1">
          <OperationRow operation={operation} currency={payment.currency_code} />
        </li>
      ))}
    </ul>
  )
}

function OperationRow({ operation, currency }: { readonly operation: Operation; readonly currency: string }) {
  const [words, color] = operationState(operation.state)
  const { confirmed_minor: confirmed, amount_minor: asked } = operation
  const differs = confirmed !== null && confirmed !== asked
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Text size="small">
          {actWord(operation.act)} · <span className="tabular-nums">{amountText(asked, currency)}</span>
          {differs && <span className="text-ui-fg-error"> · moved {amountText(confirmed, currency)}</span>}
        </Text>
        <div className="ml-auto flex items-center gap-2">
          <Text size="xsmall" className="text-ui-fg-muted">
            <Moment at={operation.settled_at ?? operation.created_at} />
          </Text>
          <StatusBadge color={color} className="whitespace-nowrap">
            {words}
          </StatusBadge>
        </div>
      </div>
      {operation.state === "failed" && operation.code && (
        <Text size="xsmall" className="text-ui-fg-subtle break-words">
          {codeWords(operation.code)}
          {operation.message && `: ${operation.message}`}
        </Text>
      )}
      {(operation.state === "unknown" || operation.state === "requested") && <Open operation={operation} />}
    </>
  )
}

/** What is not known yet, and a way to ask now. */
function Open({ operation }: { readonly operation: Operation }) {
  const looking = useMoneyAct()
  const unknown = operation.state === "unknown"
  return (
    <InlineTip variant={unknown ? "warning" : "info"} label={unknown ? "Not known" : "Not confirmed yet"}>
      <div className="flex flex-col items-start gap-2">
        <span>
          {unknown
            ? "The provider did not answer. It is asked every minute, and nothing is sent a second time."
            : "The provider took the order and says later whether it happened."}{" "}
          {operation.looked_up_at && (
            <>
              Last asked <Moment at={operation.looked_up_at} />.
            </>
          )}
        </span>
        <Button
          size="small"
          variant="secondary"
          isLoading={looking.isPending}
          onClick={() => {
            looking.mutate({ path: `/admin/payment-operations/${operation.id}/look-up` })
          }}
        >
          Look up now
        </Button>
        {looking.error && (
          <span className="text-ui-fg-error break-words" role="alert">
            {looking.error.message}
          </span>
        )}
      </div>
    </InlineTip>
  )
}
