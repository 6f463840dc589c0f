import { Button, Checkbox, Drawer, Input, Label, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useStockChange } from "../../lib/stock-api"
import type { Level } from "../../lib/stock-types"

/** Safety stock of one level, and a new count of what is on its shelf. */
export function LevelDrawer({ level, name, onClose }: { level: Level; name: string; onClose: () => void }) {
  const [safetyStock, setSafetyStock] = useState(String(level.safety_stock))
  const [onHand, setOnHand] = useState(String(level.on_hand))
  const [reason, setReason] = useState("")
  const [acceptShortage, setAcceptShortage] = useState(false)
  const change = useStockChange()

  const save = async () => {
    const counted = Number(onHand) !== level.on_hand
    try {
      await change.mutateAsync({
        path: `/admin/atp/levels/${level.item_id}/${level.location_id}`,
        body: {
          ...(Number(safetyStock) !== level.safety_stock && { safety_stock: Number(safetyStock) }),
          ...(counted && {
            count: { on_hand: Number(onHand), accept_shortage: acceptShortage, ...(reason && { reason }) },
          }),
        },
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
          <Drawer.Title>
            {level.sku} at {name}
          </Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <Label htmlFor="safety-stock">Safety stock</Label>
            <Input
              id="safety-stock"
              type="number"
              min={0}
              step="any"
              value={safetyStock}
              onChange={(event) => {
                setSafetyStock(event.target.value)
              }}
            />
            <Text size="xsmall" className="text-ui-fg-subtle">
              Units that are never promised to new carts.
            </Text>
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="on-hand">Counted on hand</Label>
            <Input
              id="on-hand"
              type="number"
              min={0}
              step="any"
              value={onHand}
              onChange={(event) => {
                setOnHand(event.target.value)
              }}
            />
            <Label htmlFor="reason">Reason</Label>
            <Input
              id="reason"
              placeholder="Yearly count, damaged, found …"
              value={reason}
              onChange={(event) => {
                setReason(event.target.value)
              }}
            />
          </div>
          <div className="flex items-start gap-2">
            <Checkbox
              id="accept-shortage"
              checked={acceptShortage}
              onCheckedChange={(checked) => {
                setAcceptShortage(checked === true)
              }}
            />
            <div>
              <Label htmlFor="accept-shortage">Accept a shortage</Label>
              <Text size="xsmall" className="text-ui-fg-subtle">
                Fewer units than are promised: orders keep their promises, get a later day where one is known, and are
                listed.
              </Text>
            </div>
          </div>
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
