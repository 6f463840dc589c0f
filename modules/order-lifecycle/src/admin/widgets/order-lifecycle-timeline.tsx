import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { LifecycleFrame } from "../components/order/lifecycle-frame"
import { AsOfForm } from "../components/timeline/as-of-form"
import { Timeline } from "../components/timeline/timeline"
import { useLifecycle } from "../lib/lifecycle-api"
import type { PageOrder } from "../lib/lifecycle-types"
import { lineNames } from "../lib/line-names"
import { useAsOf } from "../lib/use-as-of"

/** All that happened to an order, and the order as it was at any moment of it. */
const OrderLifecycleTimeline = ({ data: order }: { data: PageOrder }) => {
  const [asOf, setAsOf] = useAsOf()
  const read = useLifecycle(order.id, asOf)
  return (
    <LifecycleFrame
      title="Timeline"
      read={read}
      asOf={asOf}
      onNow={() => {
        setAsOf(null)
      }}
      waitingHeight="h-48"
      header={() => <AsOfForm key={asOf} asOf={asOf} onChange={setAsOf} />}
    >
      {(lifecycle) => <Timeline key={order.id} lifecycle={lifecycle} nameOf={lineNames(order)} />}
    </LifecycleFrame>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.after", id: "order-lifecycle-timeline" })

export default OrderLifecycleTimeline
