import { performance } from "node:perf_hooks"

/** A place in line for several keys at once. */
export interface Place {
  /** Fulfilled when nobody who came earlier has any of the keys. */
  readonly turn: Promise<void>
  /** Another process waits for the keys, whoever of this one has them. */
  want(): void
  /** How long this process has had keys that another one wants, callers before this one included; 0 if nobody wants them. */
  wantedMs(): number
  /** Another process had its turn. */
  restart(): void
  leave(): void
}

interface Waiting {
  readonly keys: readonly string[]
  readonly call: () => void
  /** Of how many lines this one is not the first. */
  behind: number
}

interface Line {
  readonly places: Set<Waiting>
  /** When this process began to have the key, by its own clock. */
  startedAt: number
  wanted: boolean
}

/**
 * The callers of one process, in the order they came. Only the first in line speaks to the database, so a hundred callers
 * of one key cost no more looks than one, and none is overtaken by its neighbours.
 *
 * Everybody enters all their lines at once, so nobody waits in a circle.
 */
export class KeyQueue {
  private readonly lines = new Map<string, Line>()

  enter(keys: readonly string[]): Place {
    let call = (): void => undefined
    const turn = new Promise<void>((resolve) => (call = resolve))
    const waiting: Waiting = { keys, call, behind: 0 }
    const lines = keys.map((key) => {
      let line = this.lines.get(key)
      if (!line) this.lines.set(key, (line = { places: new Set(), startedAt: performance.now(), wanted: false }))
      if (line.places.size > 0) waiting.behind++
      line.places.add(waiting)
      return line
    })
    if (waiting.behind === 0) call()
    return {
      turn,
      want: () => lines.forEach((line) => (line.wanted = true)),
      wantedMs: () => Math.max(...lines.map((line) => (line.wanted ? performance.now() - line.startedAt : 0))),
      restart: () => lines.forEach((line) => Object.assign(line, { startedAt: performance.now(), wanted: false })),
      leave: () => this.leave(waiting),
    }
  }

  private leave(left: Waiting): void {
    for (const key of left.keys) {
      const line = this.lines.get(key)
      if (!line) continue
      const [first] = line.places
      if (!line.places.delete(left)) continue
      const [next] = line.places
      if (!next) this.lines.delete(key)
      else if (first === left && --next.behind === 0) next.call()
    }
  }
}
