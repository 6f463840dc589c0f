import { FetchError } from "@medusajs/js-sdk"
import { Button, Drawer, InlineTip, toast } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useMoneyAct, type MoneyAct } from "../lib/payments-api"

interface Props {
  readonly title: string
  readonly description: string
  readonly verb: string
  /** Null while what was filled in is not complete. */
  readonly act: MoneyAct | null
  readonly children: ReactNode
  readonly onClose: () => void
}

/** Asks before money moves, and says what became of it. */
export function ActDrawer({ title, description, verb, act, children, onClose }: Props) {
  const sending = useMoneyAct()
  const send = async () => {
    if (!act) return
    try {
      await sending.mutateAsync(act)
      toast.success(title, { description: "The provider was told. The payment shows what came of it." })
      onClose()
    } catch (error) {
      // A refusal is shown above the buttons, where it can be worked off. What is neither done nor refused the payment shows.
      if (!(error instanceof FetchError) || error.status !== 409) return
      toast.warning(title, { description: error.message })
      onClose()
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
        <form
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={(submit) => {
            submit.preventDefault()
            void send()
          }}
        >
          <Drawer.Header>
            <Drawer.Title>{title}</Drawer.Title>
            <Drawer.Description>{description}</Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-4 overflow-y-auto">
            {children}
            <div aria-live="polite">
              {sending.error && (
                <InlineTip variant="warning" label="Not done">
                  {sending.error.message}
                </InlineTip>
              )}
            </div>
          </Drawer.Body>
          <Drawer.Footer>
            <Drawer.Close asChild>
              <Button type="button" size="small" variant="secondary">
                Close
              </Button>
            </Drawer.Close>
            <Button type="submit" size="small" disabled={act === null} isLoading={sending.isPending}>
              {verb}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
