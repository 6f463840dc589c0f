import { Container, Heading, Tabs, Text } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { AXES } from "../../lib/lifecycle-types"
import type { Machine } from "../../lib/machine-types"
import { stateWords } from "../../lib/state-words"
import { AxisRows } from "./axis-rows"
import { AxisStates } from "./axis-states"

/** The tables that decide, axis by axis. What is not in them cannot happen. */
export function AxisTables({ machine }: { machine: Machine }) {
  const [params, setParams] = useSearchParams()
  const axis = AXES.find((one) => one === params.get("axis")) ?? "order"
  return (
    <Container className="p-0">
      <Tabs
        value={axis}
        onValueChange={(next) => {
          setParams({ axis: next }, { replace: true, preventScrollReset: true })
        }}
        className="divide-y"
      >
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h2">The tables</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              What is not in them cannot happen
            </Text>
          </div>
          <Tabs.List className="flex-wrap">
            {AXES.map((one) => (
              <Tabs.Trigger key={one} value={one}>
                {stateWords(one)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        {AXES.map((one) => (
          <Tabs.Content key={one} value={one} className="divide-y">
            <AxisStates axis={one} states={machine.axes[one]} initial={machine.initial[one]} />
            <AxisRows axis={one} machine={machine} />
          </Tabs.Content>
        ))}
      </Tabs>
    </Container>
  )
}
