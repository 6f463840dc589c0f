import { randomInt } from "node:crypto"
import path from "node:path"
import { startSandboxProcess, type SandboxProcess } from "../sandboxes/kit"
import { LaunchFailure } from "./launch-failure"
import type { Shutdown } from "./shutdown"
import { standInKeys, type StandInKeys } from "./stand-in-keys"

type Raw = Readonly<Record<string, string | undefined>>

/** A provider that a page pays at: where it is, and the key that pages are given. */
export interface PayableAt {
  readonly url: string
  readonly clientKey: string
}

export interface StandIns {
  /** Settings of the shop that make it speak to them. */
  readonly settings: Readonly<Record<string, string>>
  readonly payableAt: Readonly<Record<string, PayableAt>>
  /** The shop answers: it is told what it was not told before the last stop. */
  readonly shopAnswers: () => Promise<unknown>
}

interface Wanted {
  /** Where the shop is told what happened. */
  readonly shopUrl: string
  /** Where their books and keys outlive a restart. */
  readonly dataDir: string
}

/**
 * Stripe and Adyen, played by processes of this machine: the demo takes their test cards with no account and no internet.
 * A provider that the settings already name is left to itself.
 */
export async function startStandIns(
  raw: Raw,
  { shopUrl, dataDir }: Wanted,
  shutdown: Pick<Shutdown, "add">,
): Promise<StandIns> {
  const folder = path.join(dataDir, "stand-ins")
  const keys = standInKeys(folder)
  const start = (name: string, endpoint: Endpoint) => startStandIn(name, { folder, endpoint }, shutdown)
  const started = await Promise.all([
    raw["STRIPE_API_KEY"] ? nothing : startStripe(start, shopUrl, keys),
    raw["ADYEN_API_KEY"] ? nothing : startAdyen(start, shopUrl, keys),
  ])
  return {
    settings: Object.assign({}, ...started.map(({ settings }) => settings)) as Record<string, string>,
    payableAt: Object.assign({}, ...started.map(({ payableAt }) => payableAt)) as Record<string, PayableAt>,
    shopAnswers: async () => {
      for (const { shopAnswers } of started) await shopAnswers()
    },
  }
}

const nothing: StandIns = { settings: {}, payableAt: {}, shopAnswers: () => Promise.resolve() }

interface Endpoint {
  readonly url: string
  readonly secrets: readonly string[]
}

type Start = (name: string, endpoint: Endpoint) => Promise<SandboxProcess>

async function startStripe(start: Start, shopUrl: string, keys: StandInKeys): Promise<StandIns> {
  const { stripeAccount: account, stripeWebhookSecret: secret } = keys
  const sandbox = await start("stripe", { url: `${shopUrl}/hooks/psp/pp_stripe_stripe`, secrets: [secret] })
  const { url } = sandbox
  return {
    settings: { STRIPE_API_KEY: `sk_test_${account}`, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_URL: url },
    payableAt: { stripe: { url, clientKey: `pk_test_${account}` } },
    shopAnswers: () => sandbox.resume(),
  }
}

/** The one that the stand-in takes its page's calls for, which carry no API key. */
const ADYEN_ACCOUNT = "HoldfastTest"

async function startAdyen(start: Start, shopUrl: string, keys: StandInKeys): Promise<StandIns> {
  const { adyenHmacKey: hmacKey, adyenClientKey: clientKey } = keys
  const sandbox = await start("adyen", { url: `${shopUrl}/hooks/psp/pp_adyen_adyen`, secrets: [hmacKey] })
  const { url } = sandbox
  return {
    settings: {
      ADYEN_API_KEY: `adyen-sandbox-${ADYEN_ACCOUNT}`,
      ADYEN_MERCHANT_ACCOUNT: ADYEN_ACCOUNT,
      ADYEN_HMAC_KEY: hmacKey,
      ADYEN_CLIENT_KEY: clientKey,
      ADYEN_API_URL: url,
    },
    payableAt: { adyen: { url, clientKey } },
    shopAnswers: () => sandbox.resume(),
  }
}

async function startStandIn(
  name: string,
  { folder, endpoint }: { readonly folder: string; readonly endpoint: Endpoint },
  shutdown: Pick<Shutdown, "add">,
): Promise<SandboxProcess> {
  try {
    // Ids begin anywhere, so that one whose books were lost does not give the ids of earlier payments to new ones.
    const seed = randomInt(2 ** 31)
    const sandbox = await startSandboxProcess(name, { state: path.join(folder, `${name}.state`), seed })
    shutdown.add(`stand-in of ${name}`, () => sandbox.stop())
    await sandbox.endpoints([endpoint])
    return sandbox
  } catch (error) {
    throw new LaunchFailure(
      "stand_in_not_started",
      `The stand-in of ${name} did not start: ${error instanceof Error ? error.message : String(error)}`,
      "Start again with DEMO_PAYMENTS=false to do without.",
    )
  }
}
