import { canonicalHash, done, expectDone, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { GUARDS } from "./guards"
import type { EventKind, Machine, Row } from "./machine"
import { sayRow, wrongNames } from "./machine-names"
import { shadows } from "./prove-machine"

/** What a plugin adds to the tables: names of its own, and rows that use them. */
export interface MachineExtension {
  readonly name: string
  readonly events?: readonly EventKind[]
  readonly rows?: readonly Row[]
  /** Names of its guards. They are asked before an event is decided. */
  readonly guards?: readonly string[]
}

export type MachineTables = Omit<Machine, "version">
export type ExtensionRefused = Refusal<"order_machine_extension_conflicts">

/**
 * The tables with the extensions, in their order. For a state and an event that have rows already, rows of an extension
 * come first and need a guard, so that what was there before is still what happens when the guard says no.
 */
export function extendMachine(
  tables: MachineTables,
  extensions: readonly MachineExtension[],
): Outcome<MachineTables, ExtensionRefused> {
  let merged = tables
  const names: string[] = []
  const guards: string[] = []
  for (const extension of extensions) {
    const conflict = names.includes(extension.name)
      ? "it is installed twice"
      : (takenName(merged, guards, extension) ?? takenRow(merged, extension))
    if (conflict) return conflicts(extension, conflict)
    names.push(extension.name)
    guards.push(...(extension.guards ?? []))
    merged = withExtension(merged, extension)
    const [wrong] = wrongNames({ version: "", ...merged }, { guards })
    if (wrong) return conflicts(extension, wrong.message.replace(/\.$/, ""))
  }
  return done(merged)
}

function takenName(
  { events }: MachineTables,
  guards: readonly string[],
  { events: added = [], guards: asked = [] }: MachineExtension,
): string | null {
  const names = events.map(({ name }) => name)
  for (const { name } of added) {
    if (names.includes(name)) return `the event ${name} is there already`
    names.push(name)
  }
  const taken = [...Object.keys(GUARDS), ...guards]
  for (const guard of asked) {
    if (taken.includes(guard)) return `the guard ${guard} is there already`
    taken.push(guard)
  }
  return null
}

function takenRow({ rows }: MachineTables, { rows: added = [] }: MachineExtension): string | null {
  for (const [place, row] of added.entries()) {
    const same = rows.find((one) => one.axis === row.axis && one.from === row.from && one.event === row.event)
    if (same && !row.guards?.length) return `${sayRow(row)} has no guard, so the row to ${same.to} would never be taken`
    const twin = rows.find((one) => shadows(row, one)) ?? added.slice(0, place).find((one) => shadows(one, row))
    if (twin) return `${sayRow(row)} and the row to ${twin.to} cannot be told apart`
  }
  return null
}

/** Its rows before those of the same state and event, the others at the end. */
function withExtension(tables: MachineTables, { events = [], rows = [] }: MachineExtension): MachineTables {
  return { ...tables, events: [...tables.events, ...events], rows: [...rows, ...tables.rows] }
}

function conflicts({ name }: MachineExtension, what: string): ExtensionRefused {
  return refuse(
    "order_machine_extension_conflicts",
    `The order machine cannot take the extension ${name}: ${what}.`,
    `Change ${name}, or remove it from the plugins.`,
  )
}

/** The day the tables of this package last changed. */
const EDITION = "2026-11-21"

/** The version of tables, the same wherever their content is: `2026-11-21.1f0c33ab`. */
export const versionOf = (tables: MachineTables): string =>
  `${EDITION}.${expectDone(canonicalHash(tablesOnly(tables))).slice(0, 8)}`

const tablesOnly = ({ initial, axes, events, rows, published }: MachineTables) => ({
  initial,
  axes,
  events,
  rows,
  published,
})
