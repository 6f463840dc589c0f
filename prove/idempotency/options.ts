import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

export interface ConformanceOptions {
  readonly baseUrl: string
  readonly publishableKey: string
}

export const USAGE = `Usage: npm run prove:idempotency -- --base-url URL --publishable-key KEY

  --base-url URL         a running shop, such as http://localhost:9000
  --publishable-key KEY  one of its publishable API keys

It makes some dozens of empty carts and two customers there.`

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseOptions(args: readonly string[]): ConformanceOptions {
  const values = read(args)
  const { "base-url": baseUrl, "publishable-key": publishableKey } = values
  if (!baseUrl || !URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw misused(`--base-url is "${baseUrl ?? ""}"; it takes the address of a shop.`)
  }
  if (!publishableKey) throw misused("--publishable-key is missing.")
  return { baseUrl, publishableKey }
}

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    return parseArgs({ args: [...args], options: { "base-url": text, "publishable-key": text } }).values
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

const misused = (what: string) => new LaunchFailure("proof_misused", what, `\n${USAGE}`)
