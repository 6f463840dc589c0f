import { Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useParams } from "react-router-dom"
import { AtpChart } from "../../../components/item/atp-chart"
import { ExplainDrawer } from "../../../components/item/explain-drawer"
import { HeldLines } from "../../../components/item/held-lines"
import { Ledger } from "../../../components/item/ledger"
import { ItemPolicyDrawer } from "../../../components/item/item-policy-drawer"
import { LevelRows } from "../../../components/item/level-rows"
import { Receipts } from "../../../components/item/receipts"
import { quantityText } from "../../../lib/quantity-text"
import { useLocationNames, useStock } from "../../../lib/stock-api"
import type { ItemSheet, Level } from "../../../lib/stock-types"

const sum = (levels: readonly Level[], counter: "atp" | "on_hand" | "allocated" | "held") =>
  quantityText(levels.reduce((total, level) => total + level[counter], 0))

/** One SKU: what can be promised when and why, who holds it, what moved. */
const StockItemPage = () => {
  const { item_id: itemId = "" } = useParams()
  const { data, error } = useStock<ItemSheet>(`/admin/atp/items/${itemId}`)
  const nameOf = useLocationNames()
  if (error) {
    return (
      <Container>
        <Text className="text-ui-fg-error">{error.message}</Text>
      </Container>
    )
  }
  if (!data) return <Skeleton className="h-96 w-full" />
  const figures = [
    ["ATP", sum(data.levels, "atp")],
    ["On hand", sum(data.levels, "on_hand")],
    ["Allocated", sum(data.levels, "allocated")],
    ["Held", sum(data.levels, "held")],
  ] as const
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-start justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h1">{data.item.sku ?? data.item.id}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {data.item.title} · as of {new Date(data.as_of).toLocaleTimeString()}
            </Text>
          </div>
          <div className="flex gap-2">
            <ItemPolicyDrawer itemId={itemId} policy={data.policy} />
            <ExplainDrawer itemId={itemId} nameOf={nameOf} />
          </div>
        </div>
        <dl className="grid grid-cols-2 gap-4 px-6 py-4 md:grid-cols-4">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt className="txt-compact-small text-ui-fg-subtle">{label}</dt>
              <dd className="h1-core tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <LevelRows levels={data.levels} nameOf={nameOf} />
      </Container>
      <Container>
        <Heading level="h2">Available to promise, by day</Heading>
        <Text size="small" className="text-ui-fg-subtle mb-4">
          A promise for a day never breaks one that was made for a later day.
        </Text>
        <AtpChart sheet={data} nameOf={nameOf} />
      </Container>
      <HeldLines itemId={itemId} nameOf={nameOf} />
      <Receipts itemId={itemId} levels={data.levels} nameOf={nameOf} />
      <Ledger itemId={itemId} nameOf={nameOf} />
    </div>
  )
}

export default StockItemPage
