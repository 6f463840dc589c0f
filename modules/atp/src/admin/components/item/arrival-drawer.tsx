import { Checkbox, Label } from "@medusajs/ui"
import { useState } from "react"
import { ActionDrawer } from "../form/action-drawer"
import { TypedField } from "../form/field"

interface Props {
  /** `/admin/atp/receipts/…` or `/admin/atp/transfers/…`. */
  readonly path: string
  readonly expected: number
}

/** What really came: all of it, some of it, or more. */
export function ArrivalDrawer({ path, expected }: Props) {
  const [quantity, setQuantity] = useState(String(expected))
  const [close, setClose] = useState(false)
  const short = Number(quantity) < expected
  return (
    <ActionDrawer
      title="Receive"
      opener="Receive"
      openerVariant="transparent"
      doer="Put on the shelf"
      ready={quantity !== ""}
      request={() => ({
        path: `${path}/receive`,
        body: { quantity: Number(quantity), ...(short && close && { close: true }) },
      })}
    >
      <TypedField
        id="arrival-quantity"
        label="Units that came"
        type="number"
        value={quantity}
        onType={setQuantity}
        hint={`${String(expected)} are still expected.`}
      />
      {short && (
        <div className="flex items-center gap-2">
          <Checkbox
            id="arrival-close"
            checked={close}
            onCheckedChange={(checked) => {
              setClose(checked === true)
            }}
          />
          <Label htmlFor="arrival-close">Nothing more will come</Label>
        </div>
      )}
    </ActionDrawer>
  )
}
