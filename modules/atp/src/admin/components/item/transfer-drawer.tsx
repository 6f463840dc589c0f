import { useState } from "react"
import { quantityText } from "../../lib/quantity-text"
import type { Level } from "../../lib/stock-types"
import { ActionDrawer } from "../form/action-drawer"
import { ChosenField, TypedField } from "../form/field"

interface Props {
  readonly itemId: string
  readonly levels: readonly Level[]
  readonly nameOf: (locationId: string) => string
}

/** Asks for units of one location at another. They are kept at the source from then on. */
export function TransferDrawer({ itemId, levels, nameOf }: Props) {
  const fullest = [...levels].sort((a, b) => b.atp - a.atp)[0]?.location_id ?? ""
  const [from, setFrom] = useState(fullest)
  const [to, setTo] = useState("")
  const [quantity, setQuantity] = useState("")
  const [day, setDay] = useState("")
  const others = levels.filter((level) => level.location_id !== from)
  const available = levels.find((level) => level.location_id === from)?.atp
  return (
    <ActionDrawer
      title="Transfer between locations"
      opener="Transfer"
      doer="Request"
      ready={Boolean(from && to && from !== to && quantity && day)}
      request={() => ({
        path: "/admin/atp/transfers",
        body: {
          item_id: itemId,
          from_location_id: from,
          to_location_id: to,
          quantity: Number(quantity),
          expected_day: day,
        },
      })}
    >
      <ChosenField
        id="transfer-from"
        label="From"
        value={from}
        onChoose={setFrom}
        options={levels.map(({ location_id }) => ({ value: location_id, label: nameOf(location_id) }))}
        hint={available === undefined ? undefined : `${quantityText(available)} available to promise there`}
      />
      <ChosenField
        id="transfer-to"
        label="To"
        value={to}
        onChoose={setTo}
        options={others.map(({ location_id }) => ({ value: location_id, label: nameOf(location_id) }))}
        hint={others.length === 0 ? "The item has no level at another location. Add one in its inventory." : undefined}
      />
      <TypedField id="transfer-quantity" label="Units" type="number" value={quantity} onType={setQuantity} />
      <TypedField id="transfer-day" label="Expected day" type="date" value={day} onType={setDay} />
    </ActionDrawer>
  )
}
