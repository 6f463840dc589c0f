import { EXEMPT } from "./exempt-workflows"
import { GUARDED } from "./guarded-workflows"
import { hostWorkflowIds } from "./host-workflow-ids"

const listed = (): readonly string[] => [...GUARDED.map(({ id }) => id), ...Object.keys(EXEMPT)]

/** The host's workflows that are neither guarded nor exempt: one of them could go around the tables. */
export function workflowsLeftOut(host: readonly string[] = hostWorkflowIds()): readonly string[] {
  const known = new Set(listed())
  return host.filter((id) => !known.has(id))
}

/** Workflows that are listed, and that the host no longer has: something else may do their work now. */
export function workflowsGone(host: readonly string[] = hostWorkflowIds()): readonly string[] {
  const there = new Set(host)
  return listed().filter((id) => !there.has(id))
}

/** Stops the boot unless every workflow of the host is accounted for. */
export function assertCoverage(host: readonly string[] = hostWorkflowIds()): void {
  const leftOut = workflowsLeftOut(host)
  const gone = workflowsGone(host)
  const problems = [
    ...(leftOut.length > 0 ? [`${leftOut.join(", ")} neither guarded nor exempt`] : []),
    ...(gone.length > 0 ? [`${gone.join(", ")} listed but gone`] : []),
  ]
  if (problems.length === 0) return
  throw new Error(
    `Order lifecycle does not fit this version of the host, which has ${problems.join(" and ")}: install the version of @holdfast/order-lifecycle that was made for it.`,
  )
}
