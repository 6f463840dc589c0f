import { Label, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Props {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly children: ReactNode
}

/** A labelled field with what there is to know about it. */
export function Field({ id, label, hint, children }: Props) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Label htmlFor={id} size="small">
        {label}
      </Label>
      {children}
      {hint && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {hint}
        </Text>
      )}
    </div>
  )
}
