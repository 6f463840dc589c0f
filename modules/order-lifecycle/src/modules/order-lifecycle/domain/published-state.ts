import { AXES, type Axes, type Machine } from "./machine"

/** The one state of an order that clients see: a total function of its axes, since the last rule fits every order. */
export function publishedState({ published }: Machine, axes: Axes): string {
  const rule = published.find(({ when }) => AXES.every((axis) => when[axis]?.includes(axes[axis]) ?? true))
  return (rule ?? published[published.length - 1]!).state
}
