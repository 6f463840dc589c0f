/**
 * What may go wrong between a caller and a provider.
 *
 * - `reset_before`: the connection is cut before anything was done; `reset_after`: after it was done.
 * - `slow`: the answer begins `ms` late. `slow_body`: its second half comes `ms` late.
 * - `truncated`: it was done, and the answer ends in the middle.
 * - `rate_limited`: 429, nothing was done. With `retryAfter`, in seconds, the header says so.
 * - `error_before`, `error_after`: 500 before or after it was done.
 * - `html_502`: a page of a proxy, nothing was done. `html_502_after`: it was done.
 * - `hang_before`, `hang_after`: no answer until released.
 */
export type FaultKind =
  | "reset_before"
  | "reset_after"
  | "slow"
  | "slow_body"
  | "truncated"
  | "rate_limited"
  | "error_before"
  | "error_after"
  | "html_502"
  | "html_502_after"
  | "hang_before"
  | "hang_after"

const KINDS = new Set<string>([
  "reset_before",
  "reset_after",
  "slow",
  "slow_body",
  "truncated",
  "rate_limited",
  "error_before",
  "error_after",
  "html_502",
  "html_502_after",
  "hang_before",
  "hang_after",
] satisfies FaultKind[])

export interface Fault {
  readonly fault: FaultKind
  /** An operation's name, such as `payment_intents.capture`; every operation when it is missing. */
  readonly operation?: string
  /** How many calls meet it: 1 when it is missing. */
  readonly times?: number
  /** How many calls of the operation pass before the first meets it. */
  readonly after?: number
  readonly ms?: number
  readonly retryAfter?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Which calls meet which fault. */
export class FaultBoard {
  private pending: { fault: Fault; passes: number; left: number }[] = []
  private held: (() => void)[] = []

  add(fault: Fault): void {
    if (!KINDS.has(fault.fault)) {
      throw new Error(`${fault.fault} is not a fault. Choose one of: ${[...KINDS].join(", ")}.`)
    }
    this.pending.push({ fault, passes: fault.after ?? 0, left: fault.times ?? 1 })
  }

  /** The fault that this call meets, counted down. */
  take(operation: string): Fault | null {
    for (const one of this.pending) {
      if (one.left === 0 || (one.fault.operation !== undefined && one.fault.operation !== operation)) continue
      if (one.passes > 0) {
        one.passes--
        continue
      }
      one.left--
      this.pending = this.pending.filter(({ left }) => left > 0)
      return one.fault
    }
    return null
  }

  /** Waits until somebody releases what hangs. */
  hang(): Promise<void> {
    return new Promise((resolve) => this.held.push(resolve))
  }

  get hanging(): number {
    return this.held.length
  }

  release(): void {
    const held = this.held
    this.held = []
    for (const resume of held) resume()
  }

  clear(): void {
    this.pending = []
    this.release()
  }

  list(): readonly Fault[] {
    return this.pending.map(({ fault, left }) => ({ ...fault, times: left }))
  }
}
