import { Button, Drawer, toast } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useStockChange } from "../../lib/stock-api"

interface Props<Answer> {
  readonly title: string
  /** The button that opens it. */
  readonly opener: string
  readonly openerVariant?: "secondary" | "transparent"
  /** The button that does it. */
  readonly doer: string
  readonly ready: boolean
  /** Made when the button is pressed, so it says what the fields say then. */
  readonly request: () => { readonly path: string; readonly method?: "POST" | "DELETE"; readonly body?: object }
  /** The drawer stays open when it answers true: there is something to read. */
  readonly onDone?: (answer: Answer) => boolean
  readonly children: ReactNode
}

/** One change of stock: a button, a drawer with its fields, and the refusal in words when it cannot be done. */
export function ActionDrawer<Answer>({
  title,
  opener,
  openerVariant = "secondary",
  doer,
  ready,
  request,
  onDone,
  children,
}: Props<Answer>) {
  const [open, setOpen] = useState(false)
  const change = useStockChange<Answer>()
  const act = async () => {
    try {
      const answer = await change.mutateAsync(request())
      if (!onDone?.(answer)) setOpen(false)
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant={openerVariant}>
          {opener}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{title}</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">{children}</Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Close</Button>
          </Drawer.Close>
          <Button
            disabled={!ready}
            isLoading={change.isPending}
            onClick={() => {
              void act()
            }}
          >
            {doer}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
