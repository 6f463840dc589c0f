import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Badge, Container, Heading, Text } from "@medusajs/ui"
import { quantityText } from "../lib/quantity-text"
import { useLocationNames, useStock } from "../lib/stock-api"
import type { LinePromise } from "../lib/stock-types"

interface Order {
  readonly items?: readonly { readonly id: string; readonly title: string }[]
}

/** Where an order's units are, when they were promised, and when they left. */
const OrderPromises = ({ data: order }: { data: Order }) => {
  const items = order.items ?? []
  const { data } = useStock<{ promises: LinePromise[] }>(
    "/admin/atp/promises",
    { order_line_id: items.map((item) => item.id) },
    { enabled: items.length > 0 },
  )
  const nameOf = useLocationNames()
  const promises = data?.promises ?? []
  if (promises.length === 0) return null
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Allocation and promises</Heading>
      </div>
      {promises.map((promise) => (
        <div key={`${promise.reservation_id} ${promise.location_id}`} className="px-6 py-3">
          <div className="flex items-center justify-between gap-2">
            <Text size="small" weight="plus">
              {items.find((item) => item.id === promise.line_item_id)?.title}
            </Text>
            {promise.at_risk && (
              <Badge size="2xsmall" color="red">
                at risk
              </Badge>
            )}
          </div>
          <Text size="small" className="text-ui-fg-subtle">
            {quantityText(promise.quantity)} at {nameOf(promise.location_id)} · promised{" "}
            {promise.promise_day ?? "from stock"}
            {promise.first_promise_day !== promise.promise_day ? ` (first ${promise.first_promise_day})` : ""}
            {promise.fulfilled_at ? ` · left ${promise.fulfilled_at.slice(0, 10)}` : ""}
          </Text>
        </div>
      ))}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.after", id: "atp-order-promises" })

export default OrderPromises
