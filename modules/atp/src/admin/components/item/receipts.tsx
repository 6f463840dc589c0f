import { Badge, Button, Container, Heading, Table, Text, toast, usePrompt } from "@medusajs/ui"
import { quantityText } from "../../lib/quantity-text"
import { useStock, useStockChange } from "../../lib/stock-api"
import type { Level, Receipt, Transfer } from "../../lib/stock-types"
import { ReceiptDrawer } from "./receipt-drawer"

interface Props {
  readonly itemId: string
  readonly levels: readonly Level[]
  readonly nameOf: (locationId: string) => string
}

/** What is on its way: scheduled receipts, and transfers between locations. */
export function Receipts({ itemId, levels, nameOf }: Props) {
  const receipts = useStock<{ receipts: Receipt[] }>("/admin/atp/receipts", {
    item_id: itemId,
    state: "open",
    limit: 50,
  })
  const transfers = useStock<{ transfers: Transfer[] }>("/admin/atp/transfers", { item_id: itemId, limit: 50 })
  const change = useStockChange()
  const prompt = usePrompt()
  const act = async (title: string, path: string, method: "POST" | "DELETE", body?: object) => {
    const sure = await prompt({ title, description: "Promises that stood on it are given a new day, and listed." })
    if (!sure) return
    await change
      .mutateAsync({ path, method, ...(body && { body }) })
      .catch((error: unknown) => toast.error((error as Error).message))
  }
  const rows = [
    ...(receipts.data?.receipts ?? []).map((receipt) => ({
      id: receipt.id,
      kind: "Receipt",
      where: nameOf(receipt.location_id),
      day: receipt.expected_day,
      units: receipt.quantity - receipt.received,
      state: receipt.state,
      actions: [
        [
          "Receive all",
          `/admin/atp/receipts/${receipt.id}/receive`,
          "POST",
          { quantity: receipt.quantity - receipt.received },
        ],
        ["Cancel", `/admin/atp/receipts/${receipt.id}`, "DELETE", undefined],
      ] as const,
    })),
    ...(transfers.data?.transfers ?? [])
      .filter((transfer) => transfer.state === "requested" || transfer.state === "dispatched")
      .map((transfer) => ({
        id: transfer.id,
        kind: "Transfer",
        where: `${nameOf(transfer.from_location_id)} → ${nameOf(transfer.to_location_id)}`,
        day: transfer.expected_day,
        units: transfer.quantity - transfer.received,
        state: transfer.state,
        actions:
          transfer.state === "requested"
            ? ([
                ["Dispatch", `/admin/atp/transfers/${transfer.id}/dispatch`, "POST", {}],
                ["Cancel", `/admin/atp/transfers/${transfer.id}/cancel`, "POST", {}],
              ] as const)
            : ([
                [
                  "Receive all",
                  `/admin/atp/transfers/${transfer.id}/receive`,
                  "POST",
                  { quantity: transfer.quantity - transfer.received },
                ],
              ] as const),
      })),
  ]
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">On its way</Heading>
        <ReceiptDrawer itemId={itemId} levels={levels} nameOf={nameOf} />
      </div>
      {rows.length === 0 ? (
        <Text className="text-ui-fg-subtle px-6 py-6">
          Nothing is scheduled. A receipt lets carts be promised a day.
        </Text>
      ) : (
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>What</Table.HeaderCell>
                <Table.HeaderCell>Where</Table.HeaderCell>
                <Table.HeaderCell>Expected</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Units to come</Table.HeaderCell>
                <Table.HeaderCell />
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map((row) => (
                <Table.Row key={row.id}>
                  <Table.Cell className="whitespace-nowrap">
                    {row.kind}{" "}
                    <Badge size="2xsmall" color={row.state === "dispatched" ? "blue" : "grey"}>
                      {row.state}
                    </Badge>
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{row.where}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{row.day}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{quantityText(row.units)}</Table.Cell>
                  <Table.Cell className="text-right whitespace-nowrap">
                    {row.actions.map(([label, path, method, body]) => (
                      <Button
                        key={label}
                        size="small"
                        variant="transparent"
                        onClick={() => {
                          void act(`${label}?`, path, method, body)
                        }}
                      >
                        {label}
                      </Button>
                    ))}
                  </Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </Container>
  )
}
