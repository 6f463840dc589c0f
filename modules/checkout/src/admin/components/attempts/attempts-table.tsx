import { Skeleton, Table } from "@medusajs/ui"
import { Link, useNavigate } from "react-router-dom"
import type { Attempt } from "../../lib/attempt-types"
import { amountWords, momentWords, tookWords } from "../../lib/attempt-words"
import { StateBadge } from "./state-badge"

const COLUMNS = ["Started", "State", "Cart", "Order", "Amount", "Took", "Why not"]

/** Completions, the newest first. A row leads to the attempt. */
export function AttemptsTable({ attempts }: { readonly attempts: readonly Attempt[] | undefined }) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            {COLUMNS.map((column) => (
              <Table.HeaderCell key={column}>{column}</Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {attempts
            ? attempts.map((attempt) => <AttemptRow key={attempt.id} attempt={attempt} />)
            : Array.from({ length: 8 }, (_, row) => (
                <Table.Row key={row}>
                  {COLUMNS.map((column) => (
                    <Table.Cell key={column}>
                      <Skeleton className="h-5 w-full min-w-16" />
                    </Table.Cell>
                  ))}
                </Table.Row>
              ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }) {
  const navigate = useNavigate()
  const path = `/checkout-attempts/${attempt.id}`
  return (
    <Table.Row
      className="cursor-pointer"
      onClick={() => {
        void navigate(path)
      }}
    >
      <Table.Cell className="whitespace-nowrap tabular-nums">
        <Link to={path} className="focus-visible:shadow-borders-focus rounded outline-none">
          <time dateTime={attempt.started_at}>{momentWords(attempt.started_at)}</time>
        </Link>
      </Table.Cell>
      <Table.Cell>
        <StateBadge state={attempt.state} />
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap font-mono">{shortId(attempt.cart_id)}</Table.Cell>
      <Table.Cell className="whitespace-nowrap font-mono">
        {attempt.state === "ordered" ? shortId(attempt.order_id) : "–"}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap tabular-nums">{amountWords(attempt)}</Table.Cell>
      <Table.Cell className="whitespace-nowrap tabular-nums">{tookWords(attempt)}</Table.Cell>
      <Table.Cell className="text-ui-fg-subtle min-w-64">
        <span className="line-clamp-2">{attempt.refusal?.message ?? ""}</span>
      </Table.Cell>
    </Table.Row>
  )
}

/** The end of an id tells one from another; its beginning is the day. */
const shortId = (id: string) => `…${id.slice(-8)}`
