import { Text } from "@medusajs/ui"
import type { Dispute } from "../lib/ledger-types"
import { ActDrawer } from "./act-drawer"

interface Props {
  readonly dispute: Dispute
  readonly onClose: () => void
}

/** Asks before a dispute is given up. */
export function AcceptDrawer({ dispute, onClose }: Props) {
  return (
    <ActDrawer
      title="Accept dispute"
      description="The bank keeps the money. Nothing can be sent for it afterwards."
      verb="Accept"
      act={{ path: `/admin/payment-disputes/${dispute.id}/accept` }}
      onClose={onClose}
    >
      <Text size="small">The dispute {dispute.reference} counts as lost.</Text>
    </ActDrawer>
  )
}
