import { Button, Drawer, Input, Label, Select, toast } from "@medusajs/ui"
import { useState } from "react"
import { useStockChange } from "../../lib/stock-api"
import type { Level } from "../../lib/stock-types"

interface Props {
  readonly itemId: string
  readonly levels: readonly Level[]
  readonly nameOf: (locationId: string) => string
}

/** Schedules a receipt: so many units, at a location, on a day. */
export function ReceiptDrawer({ itemId, levels, nameOf }: Props) {
  const [open, setOpen] = useState(false)
  const [location, setLocation] = useState(levels[0]?.location_id ?? "")
  const [quantity, setQuantity] = useState("")
  const [day, setDay] = useState("")
  const change = useStockChange()
  const save = async () => {
    try {
      await change.mutateAsync({
        path: "/admin/atp/receipts",
        body: { item_id: itemId, location_id: location, quantity: Number(quantity), expected_day: day },
      })
      setOpen(false)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          Schedule a receipt
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Schedule a receipt</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <Label htmlFor="receipt-location">Location</Label>
            <Select value={location} onValueChange={setLocation}>
              <Select.Trigger id="receipt-location">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {levels.map(({ location_id }) => (
                  <Select.Item key={location_id} value={location_id}>
                    {nameOf(location_id)}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="receipt-quantity">Units</Label>
            <Input
              id="receipt-quantity"
              type="number"
              min={0}
              step="any"
              value={quantity}
              onChange={(event) => {
                setQuantity(event.target.value)
              }}
            />
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="receipt-day">Expected day</Label>
            <Input
              id="receipt-day"
              type="date"
              value={day}
              onChange={(event) => {
                setDay(event.target.value)
              }}
            />
          </div>
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Cancel</Button>
          </Drawer.Close>
          <Button
            disabled={!quantity || !day || !location}
            isLoading={change.isPending}
            onClick={() => {
              void save()
            }}
          >
            Schedule
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
