import { Container, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { AttemptDetail } from "../../lib/attempt-types"
import { CodeText } from "../code-text"
import { Moment } from "../moment"

/** The names that an attempt goes by: here, in the shop's records, and at the provider. */
export function KeyRows({ attempt }: { readonly attempt: AttemptDetail }) {
  const ordered = attempt.state === "ordered"
  const running = attempt.ended_at === null
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Keys</Heading>
      </div>
      <dl className="divide-y">
        <KeyRow label="Attempt">
          <CodeText text={attempt.id} />
        </KeyRow>
        <KeyRow label="Cart">
          <CodeText text={attempt.cart_id} />
        </KeyRow>
        <KeyRow label={ordered ? "Order" : "Order, were it made"}>
          <CodeText text={attempt.order_id} to={ordered ? `/orders/${attempt.order_id}` : undefined} />
        </KeyRow>
        <KeyRow label="Payment session, and the key of its call at the provider">
          {attempt.payment_session_id === null ? (
            "None: nothing was to be paid"
          ) : (
            <CodeText text={attempt.payment_session_id} />
          )}
        </KeyRow>
        <KeyRow label="Payment">
          {attempt.payment_id === null ? "None was made" : <CodeText text={attempt.payment_id} />}
        </KeyRow>
        <KeyRow label="The caller's Idempotency-Key">
          {attempt.idempotency_key === null ? "None was sent" : <CodeText text={attempt.idempotency_key} />}
        </KeyRow>
        {attempt.refusal?.code && (
          <KeyRow label="Code of the refusal">
            <CodeText text={attempt.refusal.code} />
          </KeyRow>
        )}
        <KeyRow label={running ? "Worked on by" : "Last worked on by"}>
          <span className="break-all font-mono">{attempt.lease_owner}</span>
        </KeyRow>
        {running && (
          <KeyRow label="Its lease ends">
            <Moment at={attempt.lease_until} zone />
          </KeyRow>
        )}
      </dl>
    </Container>
  )
}

function KeyRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-1 px-6 py-3 md:grid-cols-2">
      <dt className="text-ui-fg-subtle txt-small">{label}</dt>
      <dd className="txt-small min-w-0">{children}</dd>
    </div>
  )
}
