import { Copy, Heading } from "@medusajs/ui"

/** What the message says, as it is kept. */
export function MessagePayload({ payload }: { payload: Readonly<Record<string, unknown>> }) {
  const text = JSON.stringify(payload, null, 2)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <Heading level="h3">Payload</Heading>
        <Copy content={text} variant="mini" aria-label="Copy the payload" />
      </div>
      <pre
        tabIndex={0}
        aria-label="Payload"
        className="txt-small bg-ui-bg-subtle border-ui-border-base max-h-96 overflow-auto whitespace-pre-wrap break-words rounded-lg border p-3 font-mono"
      >
        {text}
      </pre>
    </section>
  )
}
