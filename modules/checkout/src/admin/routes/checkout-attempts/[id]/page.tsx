import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { Link, useParams } from "react-router-dom"
import { ActRows } from "../../../components/attempt/act-rows"
import { KeyRows } from "../../../components/attempt/key-rows"
import { StateBadge } from "../../../components/attempts/state-badge"
import { Moment } from "../../../components/moment"
import { ReadProblem } from "../../../components/read-problem"
import { amountWords, STATE_MEANS, takenOverWords, tookWords } from "../../../lib/attempt-words"
import { useAttempt } from "../../../lib/attempts-api"

/** One attempt: its acts in order, what undoing it would do now, and the keys that it goes by elsewhere. */
const AttemptPage = () => {
  const { id = "" } = useParams()
  const { data: attempt, error, refetch } = useAttempt(id)
  if (error && !attempt) {
    return (
      <Container>
        <ReadProblem error={error} onRetry={refetch} />
      </Container>
    )
  }
  if (!attempt) return <Skeleton className="h-96 w-full" />
  const takenOver = takenOverWords(attempt.tries)
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div className="min-w-0">
            <Heading level="h1">
              Checkout attempt
              {attempt.total_minor !== null && <span className="tabular-nums"> over {amountWords(attempt)}</span>}
            </Heading>
            <Text size="small" className="text-ui-fg-subtle">
              <Moment at={attempt.started_at} zone /> · {tookWords(attempt)}
              {takenOver && ` · ${takenOver}`}
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
        <div className="flex flex-col gap-1 px-6 py-4">
          <Text size="small">{STATE_MEANS[attempt.state]}</Text>
          {attempt.refusal && (
            <Text size="small" className="text-ui-fg-subtle break-words">
              Why: {attempt.refusal.message}
            </Text>
          )}
        </div>
      </Container>
      <ActRows attempt={attempt} />
      <KeyRows attempt={attempt} />
    </div>
  )
}

export default AttemptPage
