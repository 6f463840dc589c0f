import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Skeleton, StatusBadge, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EventActions } from "../components/event/event-actions"
import { NotPossible } from "../components/event/not-possible"
import { AmountRows } from "../components/order/amount-rows"
import { AxisBadges } from "../components/order/axis-badges"
import { GoingOn } from "../components/order/going-on"
import { LifecycleFrame } from "../components/order/lifecycle-frame"
import { UnitRows } from "../components/order/unit-rows"
import { useLifecycle } from "../lib/lifecycle-api"
import type { PageOrder } from "../lib/lifecycle-types"
import { lineNames } from "../lib/line-names"
import { publishedColor } from "../lib/state-color"
import { stateWords } from "../lib/state-words"
import { useAsOf } from "../lib/use-as-of"
import { useRereadOrder } from "../lib/use-reread-order"

/** Where an order stands, what is going on, and what can be recorded next. */
const OrderLifecycleState = ({ data: order }: { data: PageOrder }) => {
  const [asOf, setAsOf] = useAsOf()
  const read = useLifecycle(order.id, asOf)
  useRereadOrder(order.id, asOf === null && Boolean(read.data?.pending))
  const nameOf = lineNames(order)
  // While the answer for now is on its way, what is shown may still be the past.
  const isNow = asOf === null && !read.isPlaceholderData
  return (
    <LifecycleFrame
      title="Lifecycle"
      read={read}
      asOf={asOf}
      onNow={() => {
        setAsOf(null)
      }}
      waitingHeight="h-96"
      header={(lifecycle) =>
        lifecycle ? (
          <StatusBadge color={publishedColor(lifecycle.state)}>{stateWords(lifecycle.state)}</StatusBadge>
        ) : (
          <Skeleton className="h-6 w-24" />
        )
      }
    >
      {(lifecycle) => (
        <>
          {isNow && <GoingOn lifecycle={lifecycle} />}
          <AxisBadges axes={lifecycle.axes} />
          <AmountRows lifecycle={lifecycle} />
          <UnitRows lines={lifecycle.lines} nameOf={nameOf} />
          {isNow && (
            <>
              <EventActions key={order.id} lifecycle={lifecycle} nameOf={nameOf} />
              <NotPossible events={lifecycle.events} />
            </>
          )}
          <div className="px-6 py-3">
            <Text size="xsmall" className="text-ui-fg-muted break-words">
              Machine {lifecycle.machine_version} ·{" "}
              <Link to="/lifecycle" className="text-ui-fg-interactive">
                how orders move
              </Link>
            </Text>
          </div>
        </>
      )}
    </LifecycleFrame>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.before", id: "order-lifecycle-state" })

export default OrderLifecycleState
