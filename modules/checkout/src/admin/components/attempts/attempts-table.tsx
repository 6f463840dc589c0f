import { Skeleton, Table } from "@medusajs/ui"
import { Link, useNavigate } from "react-router-dom"
import type { Attempt } from "../../lib/attempt-types"
import { amountWords, tookWords } from "../../lib/attempt-words"
import { Moment } from "../moment"
import { StateBadge } from "./state-badge"

// Where there is little room, the attempt's own page says the rest.
const WIDE = "hidden lg:table-cell"
const COLUMNS: readonly (readonly [name: string, className: string])[] = [
  ["Started", ""],
  ["State", ""],
  ["Amount", "text-right"],
  ["Took", `text-right ${WIDE}`],
  ["Cart", WIDE],
  ["Order", ""],
  ["Why not", ""],
]

/** Completions, the newest first. A row leads to the attempt. */
export function AttemptsTable({ attempts }: { readonly attempts: readonly Attempt[] | undefined }) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            {COLUMNS.map(([name, className]) => (
              <Table.HeaderCell key={name} className={className}>
                {name}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {attempts
            ? attempts.map((attempt) => <AttemptRow key={attempt.id} attempt={attempt} />)
            : Array.from({ length: 8 }, (_, row) => (
                <Table.Row key={row}>
                  {COLUMNS.map(([name, className]) => (
                    <Table.Cell key={name} className={className}>
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
      <Table.Cell>
        <Link to={path} className="focus-visible:shadow-borders-focus rounded outline-none">
          <Moment at={attempt.started_at} />
        </Link>
      </Table.Cell>
      <Table.Cell>
        <StateBadge state={attempt.state} />
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right tabular-nums">{amountWords(attempt)}</Table.Cell>
      <Table.Cell className={`whitespace-nowrap text-right tabular-nums ${WIDE}`}>{tookWords(attempt)}</Table.Cell>
      <Table.Cell className={`whitespace-nowrap font-mono ${WIDE}`} title={attempt.cart_id}>
        {shortId(attempt.cart_id)}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap font-mono" title={attempt.state === "ordered" ? attempt.order_id : ""}>
        {attempt.state === "ordered" ? shortId(attempt.order_id) : "–"}
      </Table.Cell>
      <Table.Cell className="text-ui-fg-subtle min-w-48">
        <span className="line-clamp-2 py-1" title={attempt.refusal?.message ?? ""}>
          {attempt.refusal?.message ?? ""}
        </span>
      </Table.Cell>
    </Table.Row>
  )
}

/** The end of an id tells one from another; its beginning is the day. */
const shortId = (id: string) => `…${id.slice(-8)}`
