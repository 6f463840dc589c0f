import type { Act, AttemptStep } from "../modules/checkout/domain/attempt"

/** One act's line of the journal. */
export function step(name: Act, state: AttemptStep["state"], startedAt?: number, output?: object): AttemptStep {
  const took = startedAt === undefined ? {} : { ms: Math.round((performance.now() - startedAt) * 10) / 10 }
  return { name, state, at: new Date().toISOString(), ...took, ...(output && { output }) }
}
