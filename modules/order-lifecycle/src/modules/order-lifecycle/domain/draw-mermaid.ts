import { AXES, type Axis, type Machine } from "./machine"
import { ANY, publishedEdges } from "./published-edges"

/** The published states as a Mermaid diagram, drawn from the tables. */
export function drawMermaid(machine: Machine): string {
  const { states, edges } = publishedEdges(machine)
  const usesAny = edges.some(({ from, to }) => from === ANY || to === ANY)
  return [
    "stateDiagram-v2",
    ...(usesAny ? [`  state "any state" as ${ANY}`] : []),
    ...states.slice(0, 1).map((state) => `  [*] --> ${state}`),
    ...edges.map(({ from, to, events }) => `  ${from} --> ${to}: ${events.join(", ")}`),
    "",
  ].join("\n")
}

/** One axis as a Mermaid diagram: its rows, without those that leave the state as it is. */
export function drawAxisMermaid(machine: Machine, axis: Axis): string {
  const events = new Map<string, Set<string>>()
  for (const { axis: of, from, to, event } of machine.rows) {
    if (of !== axis || from === to) continue
    const arrow = `  ${from} --> ${to}`
    events.set(arrow, (events.get(arrow) ?? new Set()).add(event))
  }
  return [
    "stateDiagram-v2",
    `  [*] --> ${machine.initial[axis]}`,
    ...[...events].map(([arrow, names]) => `${arrow}: ${[...names].join(", ")}`),
    ...machine.axes[axis].flatMap(({ name, final }) => (final ? [`  ${name} --> [*]`] : [])),
    "",
  ].join("\n")
}

/** All axes, in their order. */
export const drawAxes = (machine: Machine): Readonly<Record<Axis, string>> =>
  Object.fromEntries(AXES.map((axis) => [axis, drawAxisMermaid(machine, axis)])) as Record<Axis, string>
