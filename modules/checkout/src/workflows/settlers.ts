import type { MedusaContainer } from "@medusajs/framework/types"

/** What the shop's other modules do to end what is under way: handle webhooks, ask providers, free orders. */
type Settle = (container: MedusaContainer) => Promise<unknown>

const settlers: Settle[] = []

/** Adds what is done before anything is looked at; called by the shop, before it listens. */
export function settlesBeforeReconciling(settle: Settle): void {
  settlers.push(settle)
}

/**
 * Ends what is under way. One that cannot do its part, such as a provider that is down, keeps nobody from the rest.
 *
 * @returns what could not be done, in words
 */
export async function settleWhatIsUnderWay(container: MedusaContainer): Promise<readonly string[]> {
  const failures: string[] = []
  for (const settle of settlers) {
    try {
      await settle(container)
    } catch (error) {
      failures.push(`settling: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return failures
}
