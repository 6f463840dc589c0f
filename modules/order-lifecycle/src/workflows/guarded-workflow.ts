import type { ReturnWorkflow } from "@medusajs/framework/workflows-sdk"
import type { OrderRefKind } from "../modules/order-lifecycle"
import { idsAt } from "./ids-at"

/** Which orders a run concerns, as far as its input says it. */
export interface OrderRef {
  /** What the ids are of; `new` for orders that the run itself creates. */
  readonly by: OrderRefKind | "new"
  readonly ids: readonly string[]
}

export interface GuardedWorkflow {
  readonly id: string
  /** What the run means to do: refused beforehand where the order does not accept it. Without one, only one at a time. */
  readonly event: string | null
  /** What it does first where the order accepts it: a cancellation refunds what is captured. */
  readonly first?: readonly string[]
  readonly orders: (input: never) => OrderRef
  /** What does the same and tells the order, for a workflow that would leave the order's own record behind. */
  readonly within?: string
}

interface Named {
  getName(): string
}

type InputOf<Workflow> = Workflow extends ReturnWorkflow<infer Input, unknown, unknown[]> ? Input : never

type Keys<Value> = Exclude<keyof NonNullable<Value>, number | symbol>

/** Where an input has its ids; a list's is that of its members. */
type PathIn<Input> = Input extends readonly (infer One)[]
  ? Keys<One>
  : Keys<Input> | { [Key in Keys<Input>]: `${Key}.${Keys<NonNullable<Input>[Key]>}` }[Keys<Input>]

/** One line of the list. The compiler checks the path against what the workflow really takes. */
export const guarded = <Workflow extends Named>(
  workflow: Workflow,
  event: string | null,
  by: OrderRef["by"],
  path: PathIn<InputOf<Workflow>>,
): GuardedWorkflow => guardedById(workflow.getName(), event, by, path)

/** For a workflow that the host registers without exporting it. Whoever knows its id can run it all the same. */
export const guardedById = (id: string, event: string | null, by: OrderRef["by"], path: string): GuardedWorkflow => ({
  id,
  event,
  orders: (input) => ({ by, ids: idsAt(id, path, input) }),
})
