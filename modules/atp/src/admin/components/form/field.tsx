import { Input, Label, Select, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Named {
  readonly id: string
  readonly label: string
  /** What the figure does, in one sentence. */
  readonly hint?: string | undefined
}

function Field({ id, label, hint, children }: Named & { readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <Label htmlFor={id}>{label}</Label>
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
  readonly type: "number" | "date" | "text"
  readonly value: string
  readonly onType: (value: string) => void
}

/** A labelled input. Numbers are not negative, and may have parts. */
export function TypedField({ type, value, onType, ...named }: Typed) {
  return (
    <Field {...named}>
      <Input
        id={named.id}
        type={type}
        {...(type === "number" && { min: 0, step: "any" })}
        value={value}
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
      <Select value={value} onValueChange={onChoose}>
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
