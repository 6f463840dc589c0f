import { Button, Container, Heading, Table, Text, toast, usePrompt } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { quantityText } from "../../lib/quantity-text"
import { useStock, useStockChange } from "../../lib/stock-api"
import type { HeldLine } from "../../lib/stock-types"

/** Carts' holds on one item, counting down. */
export function HeldLines({ itemId, nameOf }: { itemId: string; nameOf: (locationId: string) => string }) {
  const { data } = useStock<{ holds: HeldLine[]; count: number }>("/admin/atp/holds", { item_id: itemId, limit: 50 })
  const change = useStockChange()
  const prompt = usePrompt()
  const now = useNow()
  const act = (path: string, method: "POST" | "DELETE", body?: object) => {
    change
      .mutateAsync({ path, method, ...(body && { body }) })
      .catch((error: unknown) => toast.error((error as Error).message))
  }
  const release = async (hold: HeldLine) => {
    const sure = await prompt({
      title: "Release this hold?",
      description: `The cart loses ${quantityText(hold.quantity)} units, and others can buy them at once.`,
    })
    if (sure) act(`/admin/atp/holds/${hold.hold_id}`, "DELETE")
  }
  const holds = data?.holds ?? []
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Holds</Heading>
      </div>
      {holds.length === 0 ? (
        <Text className="text-ui-fg-subtle px-6 py-6">No cart holds this item now.</Text>
      ) : (
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>Cart</Table.HeaderCell>
                <Table.HeaderCell>Location</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Units</Table.HeaderCell>
                <Table.HeaderCell className="whitespace-nowrap">Promised for</Table.HeaderCell>
                <Table.HeaderCell className="text-right whitespace-nowrap">Lapses in</Table.HeaderCell>
                <Table.HeaderCell />
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {holds.map((hold) => (
                <Table.Row key={`${hold.hold_id} ${hold.location_id}`}>
                  <Table.Cell className="font-mono whitespace-nowrap">{hold.hold_id}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{nameOf(hold.location_id)}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{quantityText(hold.quantity)}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{hold.promise_day ?? "now"}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">
                    <time dateTime={hold.expires_at}>{left(hold.expires_at, now)}</time>
                  </Table.Cell>
                  <Table.Cell className="text-right whitespace-nowrap">
                    <Button
                      size="small"
                      variant="transparent"
                      onClick={() => {
                        const seconds = Math.max(0, Math.round((Date.parse(hold.expires_at) - now) / 1000)) + 900
                        act(`/admin/atp/holds/${hold.hold_id}/extend`, "POST", { seconds })
                      }}
                    >
                      +15 min
                    </Button>
                    <Button
                      size="small"
                      variant="transparent"
                      onClick={() => {
                        void release(hold)
                      }}
                    >
                      Release
                    </Button>
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

function useNow(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, 1000)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return now
}

function left(until: string, now: number): string {
  const seconds = Math.max(0, Math.round((Date.parse(until) - now) / 1000))
  return seconds === 0 ? "lapsed" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
