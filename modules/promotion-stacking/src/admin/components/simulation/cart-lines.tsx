import { Trash } from "@medusajs/icons"
import { IconButton, Input, Text } from "@medusajs/ui"
import type { DraftLine } from "../../lib/cart-draft"

interface Props {
  readonly lines: readonly DraftLine[]
  readonly onChange: (lines: readonly DraftLine[]) => void
}

const FIELDS = [
  ["sku", "SKU", "w-44"],
  ["quantity", "Quantity", "w-24"],
  ["unitPrice", "Unit price", "w-28"],
  ["categories", "Categories", "w-44"],
  ["collections", "Collections", "w-36"],
  ["tags", "Tags", "w-36"],
] as const

const NUMBERS = new Set<string>(["quantity", "unitPrice"])

/** The lines of a cart that is typed in. Several categories, collections or tags are parted by commas. */
export function CartLines({ lines, onChange }: Props) {
  if (lines.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        The cart is empty. Add a line.
      </Text>
    )
  }
  return (
    <div className="-mx-1 overflow-x-auto px-1 pb-1">
      <table className="border-separate border-spacing-x-2 border-spacing-y-1">
        <thead>
          <tr className="txt-compact-small-plus text-ui-fg-subtle text-left">
            <th scope="col" className="font-normal">
              Line
            </th>
            {FIELDS.map(([field, label]) => (
              <th key={field} scope="col" className="whitespace-nowrap font-normal">
                {label}
              </th>
            ))}
            <th>
              <span className="sr-only">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={line.id}>
              <td className="txt-small text-ui-fg-muted tabular-nums">{line.id}</td>
              {FIELDS.map(([field, label, width]) => (
                <td key={field}>
                  <div className={width}>
                    <Input
                      size="small"
                      aria-label={`${label} of line ${line.id}`}
                      inputMode={NUMBERS.has(field) ? "decimal" : "text"}
                      className={NUMBERS.has(field) ? "text-right tabular-nums" : ""}
                      value={line[field]}
                      onChange={(event) => {
                        onChange(lines.with(at, { ...line, [field]: event.target.value }))
                      }}
                    />
                  </div>
                </td>
              ))}
              <td>
                <IconButton
                  size="small"
                  variant="transparent"
                  aria-label={`Remove line ${line.id}`}
                  onClick={() => {
                    onChange(lines.filter((one) => one.id !== line.id))
                  }}
                >
                  <Trash />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
