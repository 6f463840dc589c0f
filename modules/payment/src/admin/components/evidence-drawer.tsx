import { Input, Textarea } from "@medusajs/ui"
import { useState } from "react"
import type { Dispute } from "../lib/ledger-types"
import { ActDrawer } from "./act-drawer"
import { Field } from "./field"

const PIECES = [
  ["product_description", "What was sold", Textarea],
  ["shipping_tracking_number", "Tracking number", Input],
  ["customer_communication", "What the shopper wrote", Textarea],
  ["uncategorized_text", "What else speaks for it", Textarea],
] as const

interface Props {
  readonly dispute: Dispute
  readonly onClose: () => void
}

/** What speaks for the shop, sent once. */
export function EvidenceDrawer({ dispute, onClose }: Props) {
  const [pieces, setPieces] = useState<Readonly<Record<string, string>>>({})
  const evidence = Object.fromEntries(
    Object.entries(pieces).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
  )
  const complete = Object.keys(evidence).length > 0
  return (
    <ActDrawer
      title="Send evidence"
      description="It goes to the bank as it is, and can be sent once."
      verb="Send"
      act={complete ? { path: `/admin/payment-disputes/${dispute.id}/evidence`, body: { evidence } } : null}
      onClose={onClose}
    >
      {PIECES.map(([name, label, Piece]) => (
        <Field key={name} id={`evidence-${name}`} label={label}>
          <Piece
            id={`evidence-${name}`}
            maxLength={20_000}
            value={pieces[name] ?? ""}
            onChange={({ target }: { target: { value: string } }) => {
              setPieces({ ...pieces, [name]: target.value })
            }}
          />
        </Field>
      ))}
    </ActDrawer>
  )
}
