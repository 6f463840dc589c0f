import { Button, Text } from "@medusajs/ui"

interface Props {
  readonly error: Error
  readonly onRetry: () => unknown
}

/** What could not be read, and another try. */
export function ReadProblem({ error, onRetry }: Props) {
  return (
    <div className="flex flex-col items-start gap-3" role="alert">
      <Text size="small" className="text-ui-fg-error break-words">
        {error.message}
      </Text>
      <Button size="small" variant="secondary" onClick={() => void onRetry()}>
        Try again
      </Button>
    </div>
  )
}
