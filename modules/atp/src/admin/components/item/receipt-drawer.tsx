import { useState } from "react"
import type { Level } from "../../lib/stock-types"
import { ActionDrawer } from "../form/action-drawer"
import { ChosenField, TypedField } from "../form/field"

interface Props {
  readonly itemId: string
  readonly levels: readonly Level[]
  readonly nameOf: (locationId: string) => string
}

/** Schedules a receipt: so many units, at a location, on a day. */
export function ReceiptDrawer({ itemId, levels, nameOf }: Props) {
  const [location, setLocation] = useState(levels[0]?.location_id ?? "")
  const [quantity, setQuantity] = useState("")
  const [day, setDay] = useState("")
  return (
    <ActionDrawer
      title="Schedule a receipt"
      opener="Schedule a receipt"
      doer="Schedule"
      ready={Boolean(location && quantity && day)}
      request={() => ({
        path: "/admin/atp/receipts",
        body: { item_id: itemId, location_id: location, quantity: Number(quantity), expected_day: day },
      })}
    >
      <ChosenField
        id="receipt-location"
        label="Location"
        value={location}
        onChoose={setLocation}
        options={levels.map(({ location_id }) => ({ value: location_id, label: nameOf(location_id) }))}
      />
      <TypedField id="receipt-quantity" label="Units" type="number" value={quantity} onType={setQuantity} />
      <TypedField id="receipt-day" label="Expected day" type="date" value={day} onType={setDay} />
    </ActionDrawer>
  )
}
