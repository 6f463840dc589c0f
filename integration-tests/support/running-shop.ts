import { readFileSync } from "node:fs"

/** The shop that the global setup started for all suites of a run. */
export interface RunningShop {
  readonly baseUrl: string
  readonly publishableKey: string
  readonly adminEmail: string
  readonly adminPassword: string
  readonly databaseUrl: string
  /** The superuser's address of the cluster, for suites that want a database of their own. */
  readonly clusterUrl: string
  /** A migrated and seeded database nobody is connected to: `create database mine template …`. */
  readonly templateDatabase: string
  /** Secrets, port and folders the shop was started with. */
  readonly env: Readonly<Record<string, string>>
  /** The stand-in that `pp_payment-test_test` speaks to, which every region offers: its controls and its books. */
  readonly paymentProviderUrl: string
}

export function runningShop(): RunningShop {
  const file = process.env["HOLDFAST_TEST_SHOP"]
  if (!file)
    throw new Error("HOLDFAST_TEST_SHOP is not set: run this suite through Jest's http, browser or races project.")
  return JSON.parse(readFileSync(file, "utf8")) as RunningShop
}
