import { afterAll, beforeAll, beforeEach, describe } from "@jest/globals"
import type { ContractWorld } from "./contract-world"
import { disputeScenarios } from "./dispute-scenarios"
import { moneyScenarios } from "./money-scenarios"
import { paymentScenarios } from "./payment-scenarios"
import { transportScenarios } from "./transport-scenarios"
import { webhookScenarios } from "./webhook-scenarios"

/** What every provider's plugin keeps, run against its sandbox. A file of tests calls it once. */
export function paymentContract(name: string, start: () => Promise<ContractWorld>): void {
  describe(`the payment contract: ${name}`, () => {
    let world: ContractWorld | null = null
    const current = (): ContractWorld => {
      if (!world) throw new Error(`The ${name} sandbox is not up.`)
      return world
    }
    beforeAll(async () => {
      world = await start()
    })
    beforeEach(() => current().sandbox.reset())
    afterAll(async () => {
      await world?.stop()
    })

    paymentScenarios(current)
    moneyScenarios(current)
    transportScenarios(current)
    webhookScenarios(current)
    disputeScenarios(current)
  })
}
