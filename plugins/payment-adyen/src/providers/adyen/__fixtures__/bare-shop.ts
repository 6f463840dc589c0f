import path from "node:path"
import { afterAll, beforeAll, beforeEach } from "@jest/globals"
import type { IPaymentModuleService, PaymentDTO, PaymentSessionDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { optionsFor, startAdyenWorld, type AdyenWorld } from "./adyen-world"

const PROVIDER = path.join(__dirname, "..")

export type BareShop = {
  readonly service: IPaymentModuleService
  readonly world: () => AdyenWorld
  /** A payment session of 19.99 EUR with what the shopper's page sent. */
  readonly open: (data: Record<string, unknown>) => Promise<PaymentSessionDTO>
  readonly paid: (data: Record<string, unknown>) => Promise<PaymentDTO>
}

/** Medusa's own payment module on a real PostgreSQL, with nothing of ours but the provider. */
export function bareShop(testSuite: (shop: BareShop) => void): void {
  const options: Record<string, unknown> = {}
  let started: AdyenWorld | undefined
  const world = () => {
    if (!started) throw new Error("The sandbox is not up.")
    return started
  }
  beforeAll(async () => {
    started = await startAdyenWorld()
    // The module is loaded before each test, and reads its provider's options then.
    Object.assign(options, optionsFor(started.sandbox.url))
  })
  afterAll(() => started?.stop())

  moduleIntegrationTestRunner<IPaymentModuleService>({
    moduleName: Modules.PAYMENT,
    resolve: path.dirname(require.resolve("@medusajs/payment")),
    moduleOptions: { providers: [{ resolve: PROVIDER, id: "adyen", options }] },
    // Several suites may run beside each other on one server.
    ...(process.env["ADYEN_DB"] && { dbName: process.env["ADYEN_DB"] }),
    testSuite: ({ service }) => {
      beforeEach(() => world().sandbox.reset())
      const open: BareShop["open"] = async (data) => {
        const collection = await service.createPaymentCollections({ currency_code: "eur", amount: 19.99 })
        return service.createPaymentSession(collection.id, {
          provider_id: "pp_adyen_adyen",
          currency_code: "eur",
          amount: 19.99,
          data,
        })
      }
      const paid: BareShop["paid"] = async (data) => {
        const payment = await service.authorizePaymentSession((await open(data)).id, {})
        if (payment === null) throw new Error("The payment is not authorized yet.")
        return payment
      }
      testSuite({ service, world, open, paid })
    },
  })
}
