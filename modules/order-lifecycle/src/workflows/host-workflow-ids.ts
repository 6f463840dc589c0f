// Only the names are read. Permissions are among them, and stay unused.
// eslint-disable-next-line no-restricted-imports
import * as coreFlows from "@medusajs/medusa/core-flows"
import { WorkflowManager } from "@medusajs/framework/orchestration"

/**
 * The ids of all the host's own workflows, whatever they are about: an order's payment can also be refunded from the
 * cart's folder. With those that it exports come those that only run inside them, which have an id as well.
 */
export function hostWorkflowIds(): readonly string[] {
  const ids = new Set<string>()
  for (const exported of Object.values<unknown>(coreFlows)) if (isWorkflow(exported)) ids.add(exported.getName())
  // A set hands out what is added on the way, so nested ones are searched too.
  for (const id of ids) for (const nested of nestedIn(id)) ids.add(nested)
  return [...ids].sort()
}

interface Workflow {
  getName(): string
}

const isWorkflow = (value: unknown): value is Workflow =>
  typeof value === "function" && "getName" in value && "runAsStep" in value

/** The part of the host's registry that is used; it is handed out untyped. */
interface Registry {
  getWorkflow(id: string): { readonly flow_: Step } | undefined
}

interface Step {
  readonly action?: string
  readonly next?: Step | readonly Step[]
}

const AS_STEP = "-as-step"

function nestedIn(id: string): readonly string[] {
  const registry = WorkflowManager as Registry
  const workflow = registry.getWorkflow(id)
  if (!workflow) return []
  return actionsOf(workflow.flow_)
    .filter((action) => action.endsWith(AS_STEP))
    .map((action) => action.slice(0, -AS_STEP.length))
    .filter((nested) => registry.getWorkflow(nested))
}

const actionsOf = ({ action, next }: Step): readonly string[] => [
  ...(action === undefined ? [] : [action]),
  ...[next ?? []].flat().flatMap(actionsOf),
]
