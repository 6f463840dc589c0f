import { setImmediate as nextTurn } from "node:timers/promises"

/** Work that yields where others may come in between. */
export type Sliced<T> = Generator<void, T>

/** Does all of it now, for what is small. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Lets everything else that waits have its turn after each slice: carts are priced while a large file is read. */
export async function inSlices<T>(work: Sliced<T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await nextTurn()
  }
}
