import { Drawer, Skeleton, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Break } from "../../lib/break-types"
import { howMended } from "../../lib/break-words"
import { useAdminName, useBreak, useRepair } from "../../lib/breaks-api"
import { Moment } from "../moment"
import { ReadProblem } from "../read-problem"
import { BreakFacts } from "./break-facts"
import { breakAmount } from "./breaks-table"
import { HowBadge } from "./how-badge"
import { RepairFooter } from "./repair-footer"

interface Props {
  /** Null while none is open. */
  readonly id: string | null
  /** What the list has of it. */
  readonly seen: Break | undefined
  readonly onClose: () => void
}

/** One break: what was seen, what would mend it, and who has to agree. */
export function BreakDrawer({ id, seen, onClose }: Props) {
  // What is left of it while it slides out.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  const { data, error, refetch } = useBreak(last, seen)
  const one = data?.break
  return (
    <Drawer
      open={id !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title className="break-words">{one?.title ?? "Break"}</Drawer.Title>
          <Drawer.Description>{one ? howMended(one).means : ""}</Drawer.Description>
        </Drawer.Header>
        {one ? (
          <OpenBreak key={one.id} one={one} onClose={onClose} />
        ) : (
          <Drawer.Body>
            {error ? <ReadProblem error={error} onRetry={refetch} /> : <Skeleton className="h-48 w-full" />}
          </Drawer.Body>
        )}
      </Drawer.Content>
    </Drawer>
  )
}

function OpenBreak({ one, onClose }: { readonly one: Break; readonly onClose: () => void }) {
  const repair = useRepair(one.id)
  return (
    <>
      <Drawer.Body className="flex flex-col gap-6 overflow-y-auto">
        {/* What was told a moment ago stands above the buttons. */}
        <BreakBody one={one} failure={repair.data?.failure === one.failure ? null : one.failure} />
      </Drawer.Body>
      <RepairFooter one={one} repair={repair} onClose={onClose} />
    </>
  )
}

function BreakBody({ one, failure }: { readonly one: Break; readonly failure: string | null }) {
  const asker = useAdminName(one.asked_by)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="h2-core tabular-nums">{one.amount_minor === null ? "No amount" : breakAmount(one)}</span>
        <HowBadge one={one} />
      </div>
      <Part title={one.repair === null ? "What to do" : "What repairing does"}>
        <Text size="small">{one.repair ?? one.advice}</Text>
        {one.repair !== null && (
          <Text size="small" className="text-ui-fg-subtle">
            {one.advice}
          </Text>
        )}
      </Part>
      {one.asked_by !== null && (
        <Part title="Who asked for it">
          <Text size="small" className="break-words">
            {asker}
            {one.asked_at !== null && (
              <>
                , <Moment at={one.asked_at} zone />
              </>
            )}
          </Text>
        </Part>
      )}
      {failure && (
        <Part title={one.tries > 1 ? `Why ${one.tries} repairs did not help` : "Why the repair did not help"}>
          <Text size="small" className="text-ui-fg-error break-words">
            {failure}
          </Text>
        </Part>
      )}
      <Part title="What was seen">
        <BreakFacts one={one} />
      </Part>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <Text size="small" weight="plus">
        {title}
      </Text>
      {children}
    </section>
  )
}
