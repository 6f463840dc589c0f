import { Badge, Button, Table } from "@medusajs/ui"
import { useState } from "react"
import { quantityText } from "../../lib/quantity-text"
import type { Level } from "../../lib/stock-types"
import { CompositionBar } from "../availability/composition-bar"
import { LevelDrawer } from "./level-drawer"

const COLUMNS = [
  ["On hand", "on_hand"],
  ["In fulfilment", "in_fulfilment"],
  ["Allocated", "allocated"],
  ["Held", "held"],
  ["Transit out", "transit_out"],
  ["Transit in", "transit_in"],
  ["Safety stock", "safety_stock"],
] as const

/** Every component of what can be promised, location by location. */
export function LevelRows({ levels, nameOf }: { levels: readonly Level[]; nameOf: (locationId: string) => string }) {
  const [edited, setEdited] = useState<Level | null>(null)
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Location</Table.HeaderCell>
            <Table.HeaderCell>On the shelf</Table.HeaderCell>
            {COLUMNS.map(([label]) => (
              <Table.HeaderCell key={label} className="text-right whitespace-nowrap">
                {label}
              </Table.HeaderCell>
            ))}
            <Table.HeaderCell className="text-right">ATP</Table.HeaderCell>
            <Table.HeaderCell />
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {levels.map((level) => (
            <Table.Row key={level.location_id}>
              <Table.Cell className="whitespace-nowrap">{nameOf(level.location_id)}</Table.Cell>
              <Table.Cell>
                <CompositionBar level={level} />
              </Table.Cell>
              {COLUMNS.map(([label, counter]) => (
                <Table.Cell key={label} className="text-right tabular-nums">
                  {quantityText(level[counter])}
                </Table.Cell>
              ))}
              <Table.Cell className="text-right tabular-nums">
                <Badge size="2xsmall" color={level.below_safety_stock ? "red" : level.atp > 0 ? "green" : "grey"}>
                  {quantityText(level.atp)}
                </Badge>
              </Table.Cell>
              <Table.Cell className="text-right">
                <Button
                  size="small"
                  variant="transparent"
                  onClick={() => {
                    setEdited(level)
                  }}
                >
                  Edit
                </Button>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {edited && (
        <LevelDrawer
          level={edited}
          name={nameOf(edited.location_id)}
          onClose={() => {
            setEdited(null)
          }}
        />
      )}
    </div>
  )
}
