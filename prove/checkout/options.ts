import { parseArgs } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** What can be taken out of the build, to see the proof fail. */
export const BREAKS = ["journal"] as const
export type Break = (typeof BREAKS)[number]

/** `cancel-paid` cancels an order whose money is taken, which is given back. */
export const OPERATIONS = ["completion", "capture", "refund", "cancel", "cancel-paid"] as const
export type Operation = (typeof OPERATIONS)[number]

export interface ProofOptions {
  readonly operations: readonly Operation[]
  /** Every how manieth point of a crash is visited; 1 visits all. */
  readonly every: number
  readonly break: Break | null
  /** A migrated and seeded database to copy, when there is one. */
  readonly template: string | null
}

export const USAGE = `Usage: npm run prove:checkout -- [options]

  --only LIST      operations, with commas between them: ${OPERATIONS.join(", ")} (all)
  --every N        visits every Nth point of a crash (1: all of them)
  --break PART     takes a part out of the build, to see the proof fail: ${BREAKS.join(", ")}
  --template NAME  a migrated and seeded database beside DATABASE_URL's to copy, instead of making one

DATABASE_URL names a PostgreSQL whose role may create databases and roles: the proof makes one of its own there, and
drops it again. Without it, it starts the embedded PostgreSQL in a temporary folder.`

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parseOptions(args: readonly string[]): ProofOptions {
  const values = read(args)
  const operations = values.only?.split(",") ?? OPERATIONS
  const stranger = operations.find((name) => !OPERATIONS.some((one) => one === name))
  if (stranger !== undefined) throw misused(`--only names "${stranger}"; it takes ${OPERATIONS.join(", ")}.`)
  const broken = values.break ?? null
  if (broken !== null && !BREAKS.some((one) => one === broken)) {
    throw misused(`--break is "${broken}"; it takes ${BREAKS.join(", ")}.`)
  }
  const every = Number(values.every ?? "1")
  if (!Number.isInteger(every) || every < 1 || every > 1000) {
    throw misused(`--every is "${values.every ?? ""}"; it takes a whole number from 1 to 1000.`)
  }
  return {
    operations: operations as readonly Operation[],
    every,
    break: broken as Break | null,
    template: values.template ?? null,
  }
}

function read(args: readonly string[]) {
  const text = { type: "string" } as const
  try {
    return parseArgs({ args: [...args], options: { only: text, every: text, break: text, template: text } }).values
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

const misused = (what: string) => new LaunchFailure("proof_misused", what, `\n${USAGE}`)
