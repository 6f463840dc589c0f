/** Whose cart, or which order lines, a running workflow is about. The host tells the module neither. */
export interface Flow {
  /** The hold that the workflow's reservations take over, and that its checks do not count against it. */
  readonly holdId?: string
  /** How long a hold that is given back stays, when the workflow undoes itself. */
  readonly graceSeconds?: number
  /** The order lines that are fulfilled, or whose fulfilment is canceled. */
  readonly fulfilment?: {
    readonly kind: "create" | "cancel"
    readonly lineItemIds: readonly string[]
    /** Somebody said where it ships from; otherwise it ships from wherever the units are allocated. */
    readonly explicitLocation: boolean
  }
  /** Units a canceled fulfilment has put back so far, for the reservations that follow. */
  readonly returned?: { readonly itemId: string; readonly locationId: string; readonly quantity: number }[]
}

const AS_STEP = "-as-step-"

/** Longer than any workflow that is still worth finishing; only what a crash left behind grows this old. */
const FORGET_AFTER_MS = 10 * 60_000

/**
 * Remembers, per workflow transaction, what it is about, from its first step to its last. One process runs all of a
 * workflow's steps, so this lives in memory: without it the module is as strict as for any other caller.
 */
export class FlowRegister {
  private readonly flows = new Map<string, { readonly flow: Flow; readonly since: number }>()

  begin(transactionId: string, flow: Flow, nowMs: number): void {
    for (const [id, { since }] of this.flows) {
      if (since > nowMs - FORGET_AFTER_MS) break
      this.flows.delete(id)
    }
    this.flows.set(transactionId, { flow, since: nowMs })
  }

  of(transactionId: string | undefined): Flow | undefined {
    if (transactionId === undefined) return undefined
    // A workflow run as a step of another has the other's id behind its own name.
    const outer = transactionId.slice(transactionId.lastIndexOf(AS_STEP) + AS_STEP.length)
    return (this.flows.get(transactionId) ?? (outer !== transactionId ? this.flows.get(outer) : undefined))?.flow
  }

  end(transactionId: string): void {
    this.flows.delete(transactionId)
  }
}
