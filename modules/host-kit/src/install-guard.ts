import { WorkflowManager } from "@medusajs/framework/orchestration"
import type { MedusaContainer } from "@medusajs/framework/types"

/** What a guard knows of the workflow it stands in. */
export interface GuardedRun<Input> {
  readonly container: MedusaContainer
  readonly input: Input
  /** The same for all steps of one run, and for what modules hear from them; a nested run names the run it stands in. */
  readonly transactionId: string
  /** What one of the workflow's own steps answered, by the step's name. */
  readonly answerOf: (step: string) => unknown
}

/** What runs before a host workflow's first step, and after its last. */
export interface Guard<Input> {
  /** Throws to refuse: nothing has happened yet. */
  readonly before: (run: GuardedRun<Input>) => Promise<unknown>
  /** Throws to undo everything the workflow did. */
  readonly after: (run: GuardedRun<Input>) => Promise<unknown>
  /** The workflow has undone itself, or never began. */
  readonly undone: (run: GuardedRun<Input>) => Promise<unknown>
}

interface StepArguments {
  readonly container: MedusaContainer
  readonly payload: never
  readonly transaction: { readonly transactionId: string }
  readonly invoke: Readonly<Record<string, { readonly output?: { readonly output?: unknown } } | undefined>>
}

/**
 * Puts a guard around one of the host's workflows, for whoever runs it: a route, a job, another workflow.
 *
 * Several packages may do this to one workflow; each has steps of its own. Loading the shop twice in one process
 * installs it once.
 */
export function installGuard<Input>(workflowId: string, name: string, guard: Guard<Input>): void {
  const workflow = manager.getWorkflow(workflowId)
  if (!workflow) throw new Error(`The host's workflow ${workflowId} is gone. Check what replaced it in this version.`)
  const first = `${name}-before`
  const last = `${name}-after`
  const flow = manager.getTransactionDefinition(workflowId)
  if (flow.findStepByAction(first)) return

  flow.steps.next = { action: first, maxRetries: 0, ...(flow.steps.next && { next: flow.steps.next }) }
  flow.updateDepths(flow.steps, {}, 1, -1)
  flow.addAction(last, { noCompensation: true, maxRetries: 0 })
  const run = ({ container, payload, transaction, invoke }: StepArguments): GuardedRun<Input> => ({
    container,
    input: payload,
    transactionId: transaction.transactionId,
    answerOf: (step) => invoke[step]?.output?.output,
  })
  const handlers = new Map([
    [
      first,
      {
        invoke: (step: StepArguments) => guard.before(run(step)),
        compensate: (step: StepArguments) => guard.undone(run(step)),
      },
    ],
    [last, { invoke: (step: StepArguments) => guard.after(run(step)) }],
  ])
  // Without its options the workflow would forget how it is stored and for how long.
  manager.update(workflowId, flow, handlers, workflow.options)
}

/** The part of the host's workflow registry that is used; it is handed out untyped. */
interface Manager {
  getWorkflow(id: string): { readonly options: object } | undefined
  getTransactionDefinition(id: string): Flow
  update(id: string, flow: Flow, handlers: ReadonlyMap<string, object>, options: object): void
}

const manager = WorkflowManager as Manager

interface Flow {
  readonly steps: FlowStep
  findStepByAction(action: string): unknown
  updateDepths(steps: FlowStep, parent: object, depth: number, added: number): void
  addAction(action: string, options: object): void
}

interface FlowStep {
  action?: string
  maxRetries?: number
  next?: FlowStep | FlowStep[]
}
