import { Button, Drawer, Input, Label, Text } from "@medusajs/ui"
import { useState } from "react"
import { useLocations, useStock } from "../../lib/stock-api"

interface Explanation {
  readonly sentences: readonly string[]
}

/** "Can so many be promised?": which supply covers which unit, what blocks the rest, what would help. */
export function ExplainDrawer({ itemId, nameOf }: { itemId: string; nameOf: (locationId: string) => string }) {
  const [quantity, setQuantity] = useState("1")
  const [open, setOpen] = useState(false)
  const { data, error } = useStock<{ explanation: Explanation }>(
    `/admin/atp/items/${itemId}/explanation`,
    { quantity },
    { enabled: open && Number(quantity) > 0 },
  )
  const ids = useLocations().map(({ id }) => id)
  const named = (sentence: string) => ids.reduce((text, id) => text.replaceAll(id, nameOf(id)), sentence)
  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          Explain
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Can so many be promised?</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <Label htmlFor="explain-quantity">Units</Label>
            <Input
              id="explain-quantity"
              type="number"
              min={0}
              step="any"
              value={quantity}
              onChange={(event) => {
                setQuantity(event.target.value)
              }}
            />
          </div>
          {error ? (
            <Text className="text-ui-fg-error">{error.message}</Text>
          ) : (
            <ul className="flex list-disc flex-col gap-2 pl-4" aria-live="polite">
              {data?.explanation.sentences.map((sentence) => (
                <li key={sentence} className="txt-small">
                  {named(sentence)}
                </li>
              ))}
            </ul>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}
