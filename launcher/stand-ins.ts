import { randomBytes } from "node:crypto"
import { startSandboxProcess } from "../sandboxes/kit"
import { LaunchFailure } from "./launch-failure"
import type { Shutdown } from "./shutdown"

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
}

/**
 * Stripe and Adyen, played by processes of this machine: the demo takes their test cards with no account and no internet.
 * A provider that the settings already name is left to itself.
 */
export async function startStandIns(raw: Raw, shopUrl: string, shutdown: Shutdown): Promise<StandIns> {
  const started = await Promise.all([
    raw["STRIPE_API_KEY"] ? nothing : startStripe(shopUrl, shutdown),
    raw["ADYEN_API_KEY"] ? nothing : startAdyen(shopUrl, shutdown),
  ])
  return {
    settings: Object.assign({}, ...started.map(({ settings }) => settings)) as Record<string, string>,
    payableAt: Object.assign({}, ...started.map(({ payableAt }) => payableAt)) as Record<string, PayableAt>,
  }
}

const nothing: StandIns = { settings: {}, payableAt: {} }

async function startStripe(shopUrl: string, shutdown: Shutdown): Promise<StandIns> {
  const account = randomBytes(12).toString("hex")
  const secret = `whsec_${randomBytes(24).toString("hex")}`
  const { url } = await startSandbox(
    "stripe",
    [{ url: `${shopUrl}/hooks/psp/pp_stripe_stripe`, secrets: [secret] }],
    shutdown,
  )
  return {
    settings: { STRIPE_API_KEY: `sk_test_${account}`, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_URL: url },
    payableAt: { stripe: { url, clientKey: `pk_test_${account}` } },
  }
}

/** The one that the stand-in takes its page's calls for, which carry no API key. */
const ADYEN_ACCOUNT = "HoldfastTest"

async function startAdyen(shopUrl: string, shutdown: Shutdown): Promise<StandIns> {
  const hmacKey = randomBytes(32).toString("hex")
  const clientKey = `test_${randomBytes(16).toString("hex")}`
  const { url } = await startSandbox(
    "adyen",
    [{ url: `${shopUrl}/hooks/psp/pp_adyen_adyen`, secrets: [hmacKey] }],
    shutdown,
  )
  return {
    settings: {
      ADYEN_API_KEY: `adyen-sandbox-${ADYEN_ACCOUNT}`,
      ADYEN_MERCHANT_ACCOUNT: ADYEN_ACCOUNT,
      ADYEN_HMAC_KEY: hmacKey,
      ADYEN_CLIENT_KEY: clientKey,
      ADYEN_API_URL: url,
    },
    payableAt: { adyen: { url, clientKey } },
  }
}

async function startSandbox(
  name: string,
  endpoints: readonly { url: string; secrets: readonly string[] }[],
  shutdown: Shutdown,
): Promise<{ readonly url: string }> {
  try {
    const sandbox = await startSandboxProcess(name)
    shutdown.add(`stand-in of ${name}`, () => sandbox.stop())
    await sandbox.endpoints(endpoints)
    return sandbox
  } catch (error) {
    throw new LaunchFailure(
      "stand_in_not_started",
      `The stand-in of ${name} did not start: ${error instanceof Error ? error.message : String(error)}`,
      "Start again with DEMO_PAYMENTS=false to do without.",
    )
  }
}
