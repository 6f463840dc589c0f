import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { listenToHooks } from "../hook-handlers"

/** The host loads modules before anybody's workflows, so every handler is heard that a plugin or the shop adds. */
export default function listenToCompletionHooks(): Promise<void> {
  listenToHooks(completeCartWorkflow.hooks as never)
  return Promise.resolve()
}
