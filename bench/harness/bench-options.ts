import { parseArgs, type ParseArgsConfig } from "node:util"
import { LaunchFailure } from "../../launcher/launch-failure"

/** The line of a bench's usage that all share. */
export const OTHER_CORES_USAGE =
  "--max-other-cores X    drop a pair when other processes kept more than X cores busy; off keeps all (0.3)"

/** An option with a value. */
export const TEXT = { type: "string" } as const

export const misused = (what: string) => new LaunchFailure("bench_misused", what, "Correct it and try again.")

type Options = NonNullable<ParseArgsConfig["options"]>

/** @throws LaunchFailure that names an option which is not one, or has no value */
export const readArgs = <const Known extends Options>(args: readonly string[], options: Known) =>
  toldApart(() => parseArgs({ args: [...args], options }))

/** The same, for a bench of which only parts may be asked for. */
export const readPartArgs = <const Known extends Options>(args: readonly string[], options: Known) =>
  toldApart(() => parseArgs({ args: [...args], allowPositionals: true, options }))

function toldApart<Read>(read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error))
  }
}

/** @throws LaunchFailure unless it is a whole number above 0 */
export function whole(name: string, given: string): number {
  const value = Number(given)
  if (Number.isInteger(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes whole numbers above 0.`)
}

/** @throws LaunchFailure unless it is a number above 0 */
export function positive(name: string, given: string): number {
  const value = Number(given)
  if (Number.isFinite(value) && value > 0) return value
  throw misused(`--${name} is "${given}"; it takes a number above 0.`)
}

/** How many cores others may keep busy; nothing keeps all pairs. */
export const othersCores = (given: string | undefined): number | undefined =>
  given === "off" ? undefined : positive("max-other-cores", given ?? "0.3")

/**
 * The parts of a bench that were asked for, in the bench's order; all when none was named.
 *
 * @throws LaunchFailure that names a part which is not one
 */
export function namedParts<Part extends string>(all: readonly Part[], named: readonly string[]): readonly Part[] {
  const stranger = named.find((name) => !all.some((part) => part === name))
  if (stranger !== undefined) throw misused(`There is no part called "${stranger}"; there are ${all.join(", ")}.`)
  return named.length > 0 ? all.filter((part) => named.includes(part)) : all
}
