import { Button, Container, Copy, Heading, Text } from "@medusajs/ui"
import type { MachineAnswer } from "../../lib/machine-types"

/** The machine as a drawing, made of the same tables that decide. */
export function MachineDrawing({ svg, mermaid }: Pick<MachineAnswer, "svg" | "mermaid">) {
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h2">How orders move</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            The published states and the events between them
          </Text>
        </div>
        <Copy content={mermaid} aria-label="Copy as Mermaid" asChild>
          <Button size="small" variant="secondary">
            Copy as Mermaid
          </Button>
        </Copy>
      </div>
      {/* Drawn by this server from tables in its code, with every text escaped. Inline, so that it takes the colours of
          the page, light and dark. */}
      <div
        role="img"
        aria-label="Drawing of the published states. The tables below say the same in words."
        tabIndex={0}
        className="text-ui-fg-base overflow-x-auto px-6 py-4 [--lifecycle-surface:var(--bg-base)] [&>svg]:mx-auto [&>svg]:h-auto [&>svg]:min-w-[1500px]"
        dangerouslySetInnerHTML={{ __html: svg }}
      />
    </Container>
  )
}
