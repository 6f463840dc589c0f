import { LaunchFailure } from "../launcher/launch-failure"
import type { Bench } from "./bench-definition"

/** What `npm run bench` prints when it is asked for nothing, or for something it does not have. */
export function usage(benches: readonly Bench[]): string {
  const lines = benches.flatMap(({ name, summary, usage }) => [
    `  ${name}  ${summary}`,
    ...usage.split("\n").map((line) => `      ${line}`),
  ])
  return ["Usage: npm run bench -- <bench> [options]", "", "Benches:", ...lines].join("\n")
}

/** @throws LaunchFailure when there is no bench of that name */
export function findBench(benches: readonly Bench[], name: string): Bench {
  const found = benches.find((bench) => bench.name === name)
  if (found) return found
  const known = benches.map((bench) => bench.name).join(", ")
  throw new LaunchFailure("bench_unknown", `There is no bench called "${name}".`, `Choose one of: ${known}.`)
}
