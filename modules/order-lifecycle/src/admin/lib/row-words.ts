import { AXES } from "./lifecycle-types"
import type { MachineRow, When } from "./machine-types"
import { stateWord } from "./state-words"

/** What has to be true for a row to be taken: states of other axes, then guards; last, when nobody may set about it. */
export function needsWords({ when = {}, guards = [] }: MachineRow, startWhen: When = {}): string {
  const starts = statesIn(startWhen)
  return [
    ...statesIn(when),
    ...guards.map(stateWord),
    ...(starts.length > 0 ? [`started only while ${starts.join(" and ")}`] : []),
  ].join("; ")
}

const statesIn = (when: When): readonly string[] =>
  AXES.flatMap((axis) => {
    const names = when[axis]
    return names ? [`${axis} is ${names.map(stateWord).join(" or ")}`] : []
  })

/** What follows from a row. */
export function thenWords({ noop, effects = [], counter }: MachineRow): string {
  if (noop) return "changes nothing"
  return [...effects.map(stateWord), ...(counter === undefined ? [] : [`counts ${stateWord(counter)}`])].join("; ")
}

/** Whether a row is about what was typed, by its states and its event, with or without underscores. */
export function rowFits({ from, to, event }: MachineRow, title: string, typed: string): boolean {
  const sought = typed.trim().toLowerCase().replaceAll("_", " ")
  const text = [from, to, event, title].join(" ").toLowerCase().replaceAll("_", " ")
  return text.includes(sought)
}
