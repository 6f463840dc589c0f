import { Badge, Button, Container, Copy, Heading, Skeleton, Table, Text } from "@medusajs/ui"
import { Link, useParams } from "react-router-dom"
import { StateBadge } from "../../../components/attempts/state-badge"
import type { AttemptDetail } from "../../../lib/attempt-types"
import { amountWords, momentWords, tookWords } from "../../../lib/attempt-words"
import { useAttempt } from "../../../lib/attempts-api"

/** One attempt: its acts in order, what undoing it would do now, and the keys that it goes by elsewhere. */
const AttemptPage = () => {
  const { id = "" } = useParams()
  const { data: attempt, error, refetch } = useAttempt(id)
  if (error && !attempt) {
    return (
      <Container className="flex flex-col items-start gap-3" role="alert">
        <Text size="small" className="text-ui-fg-error break-words">
          {error.message}
        </Text>
        <Button size="small" variant="secondary" onClick={() => void refetch()}>
          Try again
        </Button>
      </Container>
    )
  }
  if (!attempt) return <Skeleton className="h-96 w-full" />
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div className="min-w-0">
            <Heading level="h1">{amountWords(attempt)}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {momentWords(attempt.started_at)} · {tookWords(attempt)}
              {attempt.tries > 1 && ` · taken over ${attempt.tries - 1} times`}
            </Text>
          </div>
          <div className="flex items-center gap-3">
            <StateBadge state={attempt.state} />
            {attempt.state === "ordered" && (
              <Button size="small" variant="secondary" asChild>
                <Link to={`/orders/${attempt.order_id}`}>Open the order</Link>
              </Button>
            )}
          </div>
        </div>
        {attempt.refusal && (
          <div className="px-6 py-4">
            <Text size="small">{attempt.refusal.message}</Text>
            {attempt.refusal.code && (
              <Badge size="2xsmall" className="mt-2 font-mono">
                {attempt.refusal.code}
              </Badge>
            )}
          </div>
        )}
      </Container>
      <Acts attempt={attempt} />
      <Keys attempt={attempt} />
    </div>
  )
}

const STEP_WORDS = { done: "done", started: "begun", failed: "failed", undone: "taken back" } as const

function Acts({ attempt }: { readonly attempt: AttemptDetail }) {
  return (
    <Container className="overflow-x-auto p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Acts</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          In the order in which they are done, with how each is taken back and what that would do now
        </Text>
      </div>
      <Table>
        <Table.Header>
          <Table.Row>
            {["Act", "Journal", "Inverse", "Now"].map((column) => (
              <Table.HeaderCell key={column}>{column}</Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {attempt.inverses.map(({ act, inverse, now }) => {
            const steps = attempt.steps.filter(({ name }) => name === act)
            return (
              <Table.Row key={act} className="align-top">
                <Table.Cell className="py-3 font-medium">{act}</Table.Cell>
                <Table.Cell className="min-w-32 py-3">
                  {steps.length === 0 && <span className="text-ui-fg-muted">not begun</span>}
                  {steps.map(({ state, at, ms }) => (
                    <div key={`${state} ${at}`} title={momentWords(at)} className="whitespace-nowrap tabular-nums">
                      {STEP_WORDS[state]}
                      {ms !== undefined && <span className="text-ui-fg-subtle"> · {ms} ms</span>}
                    </div>
                  ))}
                </Table.Cell>
                <Table.Cell className="text-ui-fg-subtle min-w-56 py-3">{inverse ?? "–"}</Table.Cell>
                <Table.Cell className="text-ui-fg-subtle min-w-56 py-3">{now}</Table.Cell>
              </Table.Row>
            )
          })}
        </Table.Body>
      </Table>
    </Container>
  )
}

function Keys({ attempt }: { readonly attempt: AttemptDetail }) {
  const keys = [
    ["Attempt", attempt.id],
    ["Cart", attempt.cart_id],
    [attempt.state === "ordered" ? "Order" : "Order, were it made", attempt.order_id],
    ["Payment session, key at the provider", attempt.payment_session_id],
    ["Payment", attempt.payment_id],
    ["Idempotency-Key of the caller", attempt.idempotency_key],
    ["Worked on by", attempt.lease_owner],
    ["Its lease ends", momentWords(attempt.lease_until)],
  ] as const
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Keys</Heading>
      </div>
      <dl className="divide-y">
        {keys.map(([label, value]) => (
          <div key={label} className="grid grid-cols-1 gap-1 px-6 py-3 md:grid-cols-2">
            <dt className="text-ui-fg-subtle txt-small">{label}</dt>
            <dd className="txt-small flex min-w-0 items-center gap-2">
              <span className="break-all font-mono">{value ?? "–"}</span>
              {value !== null && <Copy content={value} className="text-ui-fg-muted shrink-0" />}
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  )
}

export default AttemptPage
