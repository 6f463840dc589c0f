import { Badge, Button, Container, Heading, Table, Text, toast, usePrompt } from "@medusajs/ui"
import { quantityText } from "../../lib/quantity-text"
import { useStock, useStockChange } from "../../lib/stock-api"
import type { Level, Receipt, Transfer } from "../../lib/stock-types"
import { ArrivalDrawer } from "./arrival-drawer"
import { DayDrawer } from "./day-drawer"
import { ReceiptDrawer } from "./receipt-drawer"
import { TransferDrawer } from "./transfer-drawer"

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
  const act = async (title: string, description: string, request: { path: string; method?: "POST" | "DELETE" }) => {
    const sure = await prompt({ title, description })
    if (!sure) return
    await change.mutateAsync({ body: {}, ...request }).catch((error: unknown) => toast.error((error as Error).message))
  }
  const rows = [
    ...(receipts.data?.receipts ?? []).map((receipt) => ({
      ...receipt,
      kind: "Receipt",
      path: `/admin/atp/receipts/${receipt.id}`,
      where: nameOf(receipt.location_id),
      arrives: true,
      cancel: { path: `/admin/atp/receipts/${receipt.id}`, method: "DELETE" as const },
    })),
    ...(transfers.data?.transfers ?? [])
      .filter((transfer) => transfer.state === "requested" || transfer.state === "dispatched")
      .map((transfer) => ({
        ...transfer,
        kind: "Transfer",
        path: `/admin/atp/transfers/${transfer.id}`,
        where: `${nameOf(transfer.from_location_id)} → ${nameOf(transfer.to_location_id)}`,
        arrives: transfer.state === "dispatched",
        cancel: { path: `/admin/atp/transfers/${transfer.id}/cancel`, method: "POST" as const },
      })),
  ]
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">On its way</Heading>
        <div className="flex gap-2">
          <TransferDrawer itemId={itemId} levels={levels} nameOf={nameOf} />
          <ReceiptDrawer itemId={itemId} levels={levels} nameOf={nameOf} />
        </div>
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
                  <Table.Cell className="whitespace-nowrap">{row.expected_day}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">
                    {quantityText(row.quantity - row.received)}
                  </Table.Cell>
                  <Table.Cell className="text-right whitespace-nowrap">
                    {row.arrives ? (
                      <ArrivalDrawer path={row.path} expected={row.quantity - row.received} />
                    ) : (
                      <Button
                        size="small"
                        variant="transparent"
                        onClick={() => {
                          void act(
                            "Dispatch?",
                            "The units leave this location and are in transit until they are received.",
                            { path: `${row.path}/dispatch` },
                          )
                        }}
                      >
                        Dispatch
                      </Button>
                    )}
                    <DayDrawer path={row.path} day={row.expected_day} />
                    {row.state !== "dispatched" && (
                      <Button
                        size="small"
                        variant="transparent"
                        onClick={() => {
                          void act(
                            `Cancel the ${row.kind.toLowerCase()}?`,
                            "Promises that stood on it are given a new day.",
                            row.cancel,
                          )
                        }}
                      >
                        Cancel
                      </Button>
                    )}
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
