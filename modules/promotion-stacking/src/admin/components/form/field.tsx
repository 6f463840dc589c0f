import { Input, Label, Select, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Named {
  readonly id: string
  readonly label: string
  /** What it does, in one sentence. */
  readonly hint?: string | undefined
}

export function Field({ id, label, hint, children }: Named & { readonly children: ReactNode }) {
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

interface Typed extends Named {
  readonly type?: "number" | "text" | "datetime-local"
  readonly value: string
  readonly placeholder?: string
  readonly onType: (value: string) => void
}

/** A labelled input. Numbers are whole. */
export function TypedField({ type = "text", value, placeholder, onType, ...named }: Typed) {
  return (
    <Field {...named}>
      <Input
        id={named.id}
        size="small"
        type={type}
        value={value}
        {...(type === "number" && { step: 1 })}
        {...(placeholder !== undefined && { placeholder })}
        onChange={(event) => {
          onType(event.target.value)
        }}
      />
    </Field>
  )
}

interface Chosen extends Named {
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A labelled choice of one. */
export function ChosenField({ value, onChoose, options, ...named }: Chosen) {
  return (
    <Field {...named}>
      <Select size="small" value={value} onValueChange={onChoose}>
        <Select.Trigger id={named.id}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {options.map((option) => (
            <Select.Item key={option.value} value={option.value}>
              {option.label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </Field>
  )
}
