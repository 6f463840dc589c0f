import { Container, Heading, Skeleton } from "@medusajs/ui"
import type { ReactNode } from "react"
import type { useLifecycle } from "../../lib/lifecycle-api"
import type { Lifecycle } from "../../lib/lifecycle-types"
import { ReadProblem } from "../read-problem"
import { PastNotice } from "./past-notice"

interface Props {
  readonly title: string
  readonly read: ReturnType<typeof useLifecycle>
  readonly asOf: string | null
  readonly onNow: () => void
  /** As high as what comes, so that the page does not jump. */
  readonly waitingHeight: string
  /** Beside the title; undefined while nothing is known. */
  readonly header: (lifecycle: Lifecycle | undefined) => ReactNode
  readonly children: (lifecycle: Lifecycle) => ReactNode
}

/** A card about an order's lifecycle: while it loads, when it cannot be read, and in the past. */
export function LifecycleFrame({ title, read, asOf, onNow, waitingHeight, header, children }: Props) {
  const { data, error, isPlaceholderData: stale } = read
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <Heading level="h2">{title}</Heading>
        {header(data)}
      </div>
      {asOf !== null && <PastNotice asOf={asOf} onNow={onNow} />}
      {data ? (
        <div aria-busy={stale} className={`divide-y transition-opacity ${stale ? "opacity-50" : ""}`}>
          {children(data)}
        </div>
      ) : error ? (
        <ReadProblem error={error} onRetry={read.refetch} />
      ) : (
        <div className="px-6 py-4" aria-busy>
          <Skeleton className={`w-full ${waitingHeight}`} />
        </div>
      )}
    </Container>
  )
}
