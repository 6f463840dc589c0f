import { Button, Text } from "@medusajs/ui"

interface Props {
  readonly title: string
  readonly about: string
  /** What can be done about it, where something can. */
  readonly way?: { readonly label: string; readonly onPress: () => void }
}

/** Said in place of an empty list: what it means, and where to go on. */
export function EmptyNote({ title, about, way }: Props) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-16 text-center">
      <div>
        <Text size="small" weight="plus">
          {title}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {about}
        </Text>
      </div>
      {way && (
        <Button size="small" variant="secondary" onClick={way.onPress}>
          {way.label}
        </Button>
      )}
    </div>
  )
}
