import { Badge, Skeleton, Table, Text } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { quantityText } from "../../lib/quantity-text"
import type { Level } from "../../lib/stock-types"
import { CompositionBar } from "./composition-bar"
import { SortHeader } from "./sort-header"

interface Props {
  readonly levels: readonly Level[] | undefined
  readonly order: string
  readonly onOrder: (order: string) => void
  readonly nameOf: (locationId: string) => string
}

const number = "text-right tabular-nums whitespace-nowrap"

/** SKU by location with every component of what can be promised. A row opens the SKU. */
export function LevelsTable({ levels, order, onOrder, nameOf }: Props) {
  const navigate = useNavigate()
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <SortHeader field="sku" order={order} onOrder={onOrder}>
              SKU
            </SortHeader>
            <Table.HeaderCell>Location</Table.HeaderCell>
            <Table.HeaderCell>On the shelf</Table.HeaderCell>
            <SortHeader field="on_hand" order={order} onOrder={onOrder} align="right">
              On hand
            </SortHeader>
            <Table.HeaderCell className={number}>Allocated</Table.HeaderCell>
            <Table.HeaderCell className={number}>Held</Table.HeaderCell>
            <Table.HeaderCell className={number}>Transit out / in</Table.HeaderCell>
            <Table.HeaderCell className={number}>Safety stock</Table.HeaderCell>
            <SortHeader field="atp" order={order} onOrder={onOrder} align="right">
              ATP
            </SortHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {levels === undefined
            ? Array.from({ length: 10 }, (_, row) => <WaitingRow key={row} />)
            : levels.map((level) => (
                <Table.Row
                  key={`${level.item_id} ${level.location_id}`}
                  className="cursor-pointer"
                  onClick={() => {
                    void navigate(`/availability/${level.item_id}`)
                  }}
                >
                  <Table.Cell className="max-w-64">
                    <a
                      href={`/app/availability/${level.item_id}`}
                      className="txt-compact-small-plus text-ui-fg-base focus-visible:shadow-borders-focus rounded"
                      onClick={(event) => {
                        event.preventDefault()
                      }}
                    >
                      {level.sku ?? level.item_id}
                    </a>
                    <Text size="xsmall" className="text-ui-fg-subtle truncate">
                      {level.title}
                    </Text>
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{nameOf(level.location_id)}</Table.Cell>
                  <Table.Cell>
                    <CompositionBar level={level} />
                  </Table.Cell>
                  <Table.Cell className={number}>{quantityText(level.on_hand)}</Table.Cell>
                  <Table.Cell className={number}>{quantityText(level.allocated)}</Table.Cell>
                  <Table.Cell className={number}>{quantityText(level.held)}</Table.Cell>
                  <Table.Cell className={number}>
                    {quantityText(level.transit_out)} / {quantityText(level.transit_in)}
                  </Table.Cell>
                  <Table.Cell className={number}>{quantityText(level.safety_stock)}</Table.Cell>
                  <Table.Cell className={number}>
                    <Badge size="2xsmall" color={level.below_safety_stock ? "red" : level.atp > 0 ? "green" : "grey"}>
                      {quantityText(level.atp)}
                    </Badge>
                  </Table.Cell>
                </Table.Row>
              ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function WaitingRow() {
  return (
    <Table.Row>
      {Array.from({ length: 9 }, (_, cell) => (
        <Table.Cell key={cell}>
          <Skeleton className="h-5 w-full" />
        </Table.Cell>
      ))}
    </Table.Row>
  )
}
