import "@medusajs/medusa/core-flows"
import { installGuard, type GuardedRun } from "@holdfast/host-kit"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { ORDER_LIFECYCLE_MODULE } from "../modules/order-lifecycle"
import { orThrow } from "../modules/order-lifecycle/or-throw"
import { assertCoverage } from "./check-coverage"
import type { GuardedWorkflow } from "./guarded-workflow"
import { GUARDED } from "./guarded-workflows"
import { lifecycleOf } from "./lifecycle-of"

// The host imports this folder after its modules are loaded and before it listens; an error here ends the boot. Whoever
// runs one of these workflows, a route, a webhook, a job or a plugin, asks the order's machine first.

const loaded = (key: string) => MedusaModule.getLoadedModules().some((modules) => key in modules)

if (loaded(ORDER_LIFECYCLE_MODULE)) {
  if (!loaded("message_log")) {
    throw new Error(
      '@holdfast/order-lifecycle needs @holdfast/message-log beside it. Add { key: "message_log", resolve: "@holdfast/message-log" } to modules in medusa-config.ts.',
    )
  }
  assertCoverage()
  for (const workflow of GUARDED) guard(workflow)
}

function guard(workflow: GuardedWorkflow): void {
  const { id, event, first = [], within } = workflow
  installGuard<never>(id, "lifecycle", {
    before: async ({ container, input, transactionId }) => {
      const lifecycle = lifecycleOf(container)
      const { by, ids } = workflow.orders(input)
      const orderIds = by === "new" || ids.length === 0 ? [] : await lifecycle.findOrders(by, ids)
      const events = event === null ? [] : [...first, event]
      const outer = outerRuns(transactionId)
      orThrow(await lifecycle.begin({ workflow: id, run: transactionId, outer, events, orderIds, within }))
    },
    after: async (run) => {
      const lifecycle = lifecycleOf(run.container)
      await lifecycle.settle(placedOrders(run), id)
      await lifecycle.end(run.transactionId, id)
    },
    undone: async ({ container, transactionId }) => lifecycleOf(container).end(transactionId, id),
  })
}

const NESTED = "-as-step-"

/** The runs that one stands in, innermost first: the host names a nested run `<step>-as-step-<outer run>`. */
function outerRuns(transactionId: string): readonly string[] {
  const parts = transactionId.split(NESTED)
  return parts.slice(1).map((_, place) => parts.slice(place + 1).join(NESTED))
}

/** The orders that a run has made. */
const placedOrders = ({ answerOf }: GuardedRun<never>): readonly string[] =>
  ((answerOf("create-orders") ?? []) as readonly { readonly id: string }[]).map((order) => order.id)
