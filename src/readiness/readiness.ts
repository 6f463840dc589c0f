import { setTimeout as pause } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ConfigModule } from "@medusajs/framework/types"
import { misplacedOverrides } from "./misplaced-overrides"
import { missingMigrations } from "./missing-migrations"
import { OVERRIDES } from "./overrides"

export interface Check {
  readonly name: "database" | "migrations" | "overrides"
  readonly ok: boolean
  /** What is wrong and what to do; absent when all is well. */
  readonly problem?: string
}

const DATABASE_TIMEOUT_MS = 2000

/** Whether this process should be given requests, and if not, why not. */
export async function readiness(config: ConfigModule, database: Knex): Promise<readonly Check[]> {
  const answers = await check("database", async () => {
    await within(DATABASE_TIMEOUT_MS, database.raw("select 1"))
    return undefined
  })
  if (!answers.ok) return [answers]
  return [
    answers,
    await check("migrations", async () => {
      const missing = await missingMigrations(config, database)
      return missing.length === 0
        ? undefined
        : `The database lacks ${missing.length} migrations (${missing.slice(0, 3).join(", ")} …). Run medusa db:migrate.`
    }),
    await check("overrides", () => Promise.resolve(misplacedOverrides(OVERRIDES).join(" ") || undefined)),
  ]
}

async function check(name: Check["name"], problemOf: () => Promise<string | undefined>): Promise<Check> {
  try {
    const problem = await problemOf()
    return problem === undefined ? { name, ok: true } : { name, ok: false, problem }
  } catch (error) {
    return { name, ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Knex's own time limit begins once there is a connection; waiting for one can take a minute, and whoever asks has gone. */
async function within(limitMs: number, answer: PromiseLike<unknown>): Promise<void> {
  const timer = new AbortController()
  const late = pause(limitMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`The database did not answer within ${limitMs} ms.`)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    timer.abort()
    // The one that lost the race may still fail, and nobody waits for it any more.
    void Promise.allSettled([answer, late])
  }
}
