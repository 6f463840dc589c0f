import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** What can be taken out of the build, to see the proof fail. */
export const BREAKS = ["guard", "lock", "ledger"] as const
export type Break = (typeof BREAKS)[number]

export interface ProofOptions {
  /** Draws every client's schedule and every kill. */
  readonly seed: number
  readonly seconds: number
  readonly processes: number
  /** Clients per process; each waits for its answer before it goes on. */
  readonly clients: number
  readonly break: Break | null
}

export const USAGE = `Usage: npm run prove:stock -- [options]

  --seed N        draws the schedules and the kills; printed, so that a run can be drawn again (random)
  --seconds N     how long the clients act (60)
  --processes N   processes that carry out the acts, and are killed (3)
  --clients N     clients per process (6)
  --break PART    take a part out of the build, to see the proof fail: ${BREAKS.join(", ")}

DATABASE_URL names a PostgreSQL whose role may create databases: the proof makes one of its own there, and drops it
again. Without it, it starts the embedded PostgreSQL in a temporary folder.`

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseOptions(args: readonly string[], anySeed: () => number): ProofOptions {
  const values = read(args)
  const broken = values.break
  if (broken !== undefined && !isBreak(broken)) {
    throw misused(`--break is "${broken}"; it takes ${BREAKS.join(", ")}.`)
  }
  return {
    seed: values.seed === undefined ? anySeed() : whole("seed", values.seed, 0, 2 ** 32 - 1),
    seconds: whole("seconds", values.seconds ?? "60", 1, 86_400),
    processes: whole("processes", values.processes ?? "3", 1, 16),
    clients: whole("clients", values.clients ?? "6", 1, 32),
    break: broken ?? null,
  }
}

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    const options = { seed: text, seconds: text, processes: text, clients: text, break: text }
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

function whole(name: string, given: string, least: number, most: number): number {
  const value = Number(given)
  if (given.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value
  throw misused(`--${name} is "${given}"; it takes a whole number from ${least} to ${most}.`)
}

const isBreak = (text: string): text is Break => BREAKS.some((one) => one === text)

const misused = (what: string) => new LaunchFailure("proof_misused", what, `\n${USAGE}`)
