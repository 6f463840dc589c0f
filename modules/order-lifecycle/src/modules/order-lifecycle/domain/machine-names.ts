import { APPLIED } from "./apply-facts"
import { GUARDS } from "./guards"
import { AXES, type Axis, type Machine, type Row, type When } from "./machine"

export interface MachineFault {
  readonly code: string
  readonly message: string
}

/** What the shop knows how to do, by the names that rows use. */
export const EFFECTS: readonly string[] = ["give_money_back", "cancel_order", "cancel_rejected"]

/** Names beside those of the tables that rows may use, from plugins. */
export interface KnownNames {
  readonly guards?: readonly string[]
  readonly effects?: readonly string[]
}

/** Every name that a machine uses and does not have, or has twice. */
export function wrongNames(machine: Machine, known: KnownNames): readonly MachineFault[] {
  const states = new Map(AXES.map((axis) => [axis, new Set(machine.axes[axis].map(({ name }) => name))]))
  const events = new Set(machine.events.map(({ name }) => name))
  const guards = new Set([...Object.keys(GUARDS), ...(known.guards ?? [])])
  const effects = new Set([...EFFECTS, ...(known.effects ?? [])])
  const faults: MachineFault[] = []
  const fault = (code: string, message: string) => faults.push({ code, message })

  const stateOf = (axis: string, state: string, where: string) => {
    const known = states.get(axis as Axis)
    if (!known) fault("machine_axis_unknown", `${where} names the axis ${axis}; there are ${AXES.join(", ")}.`)
    else if (!known.has(state)) fault("machine_state_unknown", `${where} names ${axis} ${state}, which is not a state.`)
  }
  const whenOf = (when: When | undefined, where: string) => {
    for (const [axis, wanted] of Object.entries(when ?? {})) for (const one of wanted) stateOf(axis, one, where)
  }

  for (const axis of AXES) {
    stateOf(axis, machine.initial[axis], "The beginning")
    for (const name of twice(machine.axes[axis].map((state) => state.name))) {
      fault("machine_name_twice", `The ${axis} axis has the state ${name} twice.`)
    }
  }
  for (const name of twice(machine.events.map((kind) => kind.name))) {
    fault("machine_name_twice", `The machine has the event ${name} twice.`)
  }
  for (const { name, axis, startWhen, applies } of machine.events) {
    if (!states.has(axis)) fault("machine_axis_unknown", `Event ${name} names the axis ${axis}, which is not one.`)
    whenOf(startWhen, `Event ${name}`)
    if (applies !== undefined && !APPLIED.has(applies)) {
      fault("machine_application_unknown", `Event ${name} applies ${applies}, which nobody does.`)
    }
  }
  for (const row of machine.rows) {
    const where = sayRow(row)
    stateOf(row.axis, row.from, where)
    stateOf(row.axis, row.to, where)
    whenOf(row.when, where)
    if (!events.has(row.event)) fault("machine_event_unknown", `${where} names ${row.event}, which is not an event.`)
    for (const guard of row.guards ?? []) {
      if (!guards.has(guard))
        fault("machine_guard_unknown", `${where} asks the guard ${guard}, which nobody installed.`)
    }
    for (const effect of row.effects ?? []) {
      if (!effects.has(effect)) fault("machine_effect_unknown", `${where} wants ${effect}, which nobody does.`)
    }
  }
  for (const { state, when } of machine.published) whenOf(when, `Published state ${state}`)
  return faults
}

/** A row as people speak of it. */
export const sayRow = ({ axis, from, event, to }: Row): string => `The row ${axis} ${from} + ${event} -> ${to}`

const twice = (names: readonly string[]) => [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
