import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useId, useState } from "react"
import { DiscountBars } from "../components/simulation/discount-bars"
import { TraceTable } from "../components/simulation/trace-table"
import { appliedLines } from "../lib/applied-lines"
import { useStacking } from "../lib/stacking-api"
import { certificateWords } from "../lib/trace-words"
import type { Decision } from "../lib/stacking-types"

/** Which promotions an order got, and why no others. Nothing is shown for an order that none was considered for. */
const OrderPromotions = ({ data: order }: { data: { readonly id: string } }) => {
  const { data, error } = useStacking<{ decision: Decision }>(`/admin/stacking/decisions/${order.id}`)
  const [open, setOpen] = useState(false)
  const traceId = useId()
  if (!data || error) return null
  const { answer, input, at } = data.decision
  const applied = appliedLines(answer)
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h2">Promotions</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            Decided {new Date(at).toLocaleString()}. {certificateWords(answer.certificate, input.currency)}
          </Text>
        </div>
        <Button
          size="small"
          variant="secondary"
          aria-expanded={open}
          aria-controls={traceId}
          onClick={() => {
            setOpen(!open)
          }}
        >
          {open ? "Hide the reasons" : "Show the reasons"}
        </Button>
      </div>
      <div className="px-6 py-4">
        {applied.length > 0 ? (
          <DiscountBars applied={applied} currency={input.currency} />
        ) : (
          <Text size="small" className="text-ui-fg-subtle">
            No promotion applied. {answer.trace.length} {answer.trace.length === 1 ? "was" : "were"} considered.
          </Text>
        )}
      </div>
      {open && (
        <div id={traceId}>
          <TraceTable trace={answer.trace} currency={input.currency} />
          <Text size="xsmall" className="text-ui-fg-muted px-6 py-3 break-all">
            Rules {data.decision.revision} · engine {data.decision.engine} · input {data.decision.input_hash}
          </Text>
        </div>
      )}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.after", id: "stacking-order-promotions" })

export default OrderPromotions
