import { Button } from "@medusajs/ui"
import { addLine, type CartDraft } from "../../lib/cart-draft"
import { TypedField } from "../form/field"
import { CartLines } from "./cart-lines"

interface Props {
  readonly draft: CartDraft
  readonly onChange: (draft: CartDraft) => void
}

const FIELDS = [
  ["currency", "Currency", "USD"],
  ["market", "Market", "US"],
  ["channel", "Channel", "web"],
  ["segment", "Customer segment", "returning"],
  ["codes", "Codes", "SPRING, VIP"],
  ["shipping", "Shipping costs", "0"],
  ["customer", "Customer", "cus_…"],
  ["groups", "Customer groups", "cusgroup_…"],
  ["payment", "Payment method", "pp_system_default"],
  ["delivery", "Shipping method", "so_…"],
] as const

/** A cart that exists nowhere but here. */
export function CartForm({ draft, onChange }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 md:grid-cols-3 xl:grid-cols-5">
        {FIELDS.map(([field, label, placeholder]) => (
          <TypedField
            key={field}
            id={`cart-${field}`}
            label={label}
            placeholder={placeholder}
            value={draft[field]}
            onType={(value) => {
              onChange({ ...draft, [field]: value })
            }}
          />
        ))}
      </div>
      <CartLines
        lines={draft.lines}
        onChange={(lines) => {
          onChange({ ...draft, lines })
        }}
      />
      <div>
        <Button
          size="small"
          variant="secondary"
          onClick={() => {
            onChange(addLine(draft))
          }}
        >
          Add a line
        </Button>
      </div>
    </div>
  )
}
