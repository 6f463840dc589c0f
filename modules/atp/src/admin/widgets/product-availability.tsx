import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Badge, Container, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { quantityText } from "../lib/quantity-text"
import { useLocationNames, useStock } from "../lib/stock-api"
import type { LevelPage } from "../lib/stock-types"

interface Variants {
  readonly product: {
    readonly variants?: readonly { readonly inventory_items?: readonly { readonly inventory_item_id: string }[] }[]
  }
}

/** What can be promised of a product's variants, location by location. */
const ProductAvailability = ({ data: product }: { data: { readonly id: string } }) => {
  const { data } = useStock<Variants>(`/admin/products/${product.id}`, {
    fields: "id,variants.id,variants.inventory_items.inventory_item_id",
  })
  const ids = (data?.product.variants ?? []).flatMap((variant) =>
    (variant.inventory_items ?? []).map((part) => part.inventory_item_id),
  )
  const levels = useStock<LevelPage>(
    "/admin/atp/levels",
    { item_id: [...new Set(ids)], limit: 200 },
    { enabled: ids.length > 0 },
  ).data?.levels
  const nameOf = useLocationNames()
  if (!levels || levels.length === 0) return null
  const items = [...new Set(levels.map((level) => level.item_id))]
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Available to promise</Heading>
      </div>
      {items.map((id) => {
        const own = levels.filter((level) => level.item_id === id)
        return (
          <div key={id} className="flex flex-col gap-1 px-6 py-3">
            <Link to={`/availability/${id}`} className="txt-compact-small-plus text-ui-fg-interactive">
              {own[0]?.sku ?? id}
            </Link>
            {own.map((level) => (
              <div key={level.location_id} className="flex items-center justify-between">
                <Text size="small" className="text-ui-fg-subtle">
                  {nameOf(level.location_id)}
                </Text>
                <Badge size="2xsmall" color={level.below_safety_stock ? "red" : level.atp > 0 ? "green" : "grey"}>
                  {quantityText(level.atp)}
                </Badge>
              </div>
            ))}
          </div>
        )
      })}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "product.details.side.after", id: "atp-product-availability" })

export default ProductAvailability
