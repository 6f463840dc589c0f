import { Text } from "@medusajs/ui"
import { useState } from "react"
import { quantityText } from "../../lib/quantity-text"
import type { JudgedPromise } from "../../lib/stock-types"
import { ActionDrawer } from "../form/action-drawer"
import { TypedField } from "../form/field"

interface Props {
  /** `/admin/atp/receipts/…` or `/admin/atp/transfers/…`. */
  readonly path: string
  readonly day: string
}

/** Expects supply on another day, and shows which promises move with it. */
export function DayDrawer({ path, day: before }: Props) {
  const [day, setDay] = useState(before)
  const [moved, setMoved] = useState<readonly JudgedPromise[]>([])
  return (
    <ActionDrawer<{ promises_at_risk: readonly JudgedPromise[] }>
      title="Change the expected day"
      opener="Change day"
      openerVariant="transparent"
      doer="Save"
      ready={day !== "" && day !== before}
      request={() => ({ path, body: { expected_day: day } })}
      onDone={(answer) => {
        setMoved(answer.promises_at_risk)
        return answer.promises_at_risk.length > 0
      }}
    >
      <TypedField
        id="supply-day"
        label="Expected day"
        type="date"
        value={day}
        onType={setDay}
        hint="Promises that stood on it are given a new day, and listed here."
      />
      {moved.length > 0 && (
        <ul className="flex flex-col gap-1" aria-label="Promises that moved">
          {moved.map((promise) => (
            <li key={`${promise.line_item_id ?? ""} ${promise.promise_day ?? ""}`}>
              <Text size="small">
                {quantityText(promise.quantity)} units of line {promise.line_item_id}:{" "}
                {promise.promise_day ?? "from stock"} → {promise.new_day ?? "no supply is known"}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </ActionDrawer>
  )
}
