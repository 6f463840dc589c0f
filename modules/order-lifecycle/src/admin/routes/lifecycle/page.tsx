import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Container, Heading, Skeleton } from "@medusajs/ui"
import { AxisTables } from "../../components/machine/axis-tables"
import { LiveStates } from "../../components/machine/live-states"
import { MachineDrawing } from "../../components/machine/machine-drawing"
import { VersionsTable } from "../../components/machine/versions-table"
import { PageFrame } from "../../components/page-frame"
import { ReadProblem } from "../../components/read-problem"
import { useLifecycleRecords } from "../../lib/lifecycle-api"
import type { MachineAnswer } from "../../lib/machine-types"

/** Orders > Lifecycle: the states of an order, how it moves between them, and where the orders are. */
const LifecyclePage = () => {
  const { data, error, refetch } = useLifecycleRecords<MachineAnswer>("/admin/lifecycle/machine")
  return (
    <div className="flex flex-col gap-3">
      <PageFrame
        title="Lifecycle"
        about="Every order is in one of these states, and moves only as the tables say"
        path="/lifecycle"
      >
        {data ? (
          <div className="px-6 py-4">
            <LiveStates machine={data.machine} live={data.live} />
          </div>
        ) : error ? (
          <ReadProblem error={error} onRetry={refetch} />
        ) : (
          <div className="px-6 py-4" aria-busy>
            <Skeleton className="h-80 w-full" />
          </div>
        )}
      </PageFrame>
      {data ? (
        <>
          <MachineDrawing svg={data.svg} mermaid={data.mermaid} />
          <AxisTables machine={data.machine} />
          <Container className="divide-y p-0">
            <div className="px-6 py-4">
              <Heading level="h2">Versions in use</Heading>
            </div>
            <VersionsTable current={data.machine.version} versions={data.versions} />
          </Container>
        </>
      ) : (
        !error && <Skeleton className="h-96 w-full" />
      )}
    </div>
  )
}

export const config = defineRouteConfig({ label: "Lifecycle", nested: "/orders" })

export default LifecyclePage
