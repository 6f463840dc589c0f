import type { PageOrder } from "./lifecycle-types"

/** What the lines of an order are called, by their ids; the id where the order does not have it any more. */
export function lineNames({ items = [] }: PageOrder): (id: string) => string {
  const names = new Map(
    items.map(({ id, title, product_title: product, variant_title: variant }) => [
      id,
      [product ?? title, variant].filter((part, n, parts) => part && parts.indexOf(part) === n).join(", "),
    ]),
  )
  return (id) => names.get(id) || id
}
