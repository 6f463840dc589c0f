import { Table } from "@medusajs/ui"
import type { CartDraft } from "../../lib/cart-draft"
import { moneyText } from "../../lib/money-text"
import type { Evaluation } from "../../lib/stacking-types"

interface Props {
  readonly answer: Evaluation
  readonly cart: CartDraft
}

const number = "text-right tabular-nums whitespace-nowrap"

/** Each line of the cart: what it costs, what comes off, what remains. */
export function LineDiscounts({ answer, cart }: Props) {
  const discounts = new Map(answer.lines.map(({ id, discount }) => [id, Number(discount)]))
  const rows = [
    ...cart.lines.map((line) => ({
      id: line.id,
      name: `${line.sku || `Line ${line.id}`} × ${line.quantity}`,
      price: Number(line.unitPrice) * Number(line.quantity),
      discount: discounts.get(line.id) ?? 0,
    })),
    {
      id: "shipping",
      name: "Shipping",
      price: Number(cart.shipping || 0),
      discount: Number(answer.shipping_discount_total),
    },
  ]
  const sum = (field: "price" | "discount") => rows.reduce((total, row) => total + row[field], 0)
  const text = (amount: number) => moneyText(amount, cart.currency)
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Line</Table.HeaderCell>
            <Table.HeaderCell className={number}>Price</Table.HeaderCell>
            <Table.HeaderCell className={number}>Discount</Table.HeaderCell>
            <Table.HeaderCell className={number}>To pay</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {[...rows, { id: "all", name: "Together", price: sum("price"), discount: sum("discount") }].map((row) => (
            <Table.Row key={row.id} className={row.id === "all" ? "txt-compact-small-plus text-ui-fg-base" : ""}>
              <Table.Cell className="max-w-64 truncate">{row.name}</Table.Cell>
              <Table.Cell className={number}>{text(row.price)}</Table.Cell>
              <Table.Cell className={number}>{row.discount > 0 ? `−${text(row.discount)}` : "–"}</Table.Cell>
              <Table.Cell className={number}>{text(row.price - row.discount)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
