import { Button, Drawer, Input, Label, toast } from "@medusajs/ui"
import { useState } from "react"
import { useStockChange } from "../../lib/stock-api"
import type { LocationPolicy } from "../../lib/stock-types"

const FIELDS = [
  ["priority", "Priority"],
  ["cost_per_shipment_minor", "Cost per shipment"],
  ["cost_per_unit_minor", "Cost per unit"],
] as const

/** How one location ranks when units are allocated. */
export function LocationDrawer({ rank, name, onClose }: { rank: LocationPolicy; name: string; onClose: () => void }) {
  const [values, setValues] = useState({
    priority: String(rank.priority),
    cost_per_shipment_minor: String(rank.cost_per_shipment_minor ?? ""),
    cost_per_unit_minor: String(rank.cost_per_unit_minor ?? ""),
  })
  const change = useStockChange()
  const save = async () => {
    const numbers = Object.entries(values).map(([field, value]) => [field, value === "" ? null : Number(value)])
    try {
      await change.mutateAsync({
        path: `/admin/atp/location-policies/${rank.location_id}`,
        body: Object.fromEntries(numbers) as object,
      })
      onClose()
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{name}</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          {FIELDS.map(([field, label]) => (
            <div key={field} className="flex flex-col gap-2">
              <Label htmlFor={field}>{label}</Label>
              <Input
                id={field}
                type="number"
                min={0}
                value={values[field]}
                onChange={(event) => {
                  setValues({ ...values, [field]: event.target.value })
                }}
              />
            </div>
          ))}
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Cancel</Button>
          </Drawer.Close>
          <Button
            isLoading={change.isPending}
            onClick={() => {
              void save()
            }}
          >
            Save
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
