/** What the provider does with a call, instead of doing it and saying so. */
export interface Scenario {
  /** Happens before anything is done. */
  readonly before?: "silence" | "reset" | "hold" | 500 | 409 | 429
  readonly outcome?: Outcome
  /** Happens after it was done and kept, instead of the answer. */
  readonly after?: "silence" | "reset" | "hold" | "late" | 500
}

export type Outcome =
  "decline" | "requires_action" | "pending" | "captured" | "requested" | "wrong_amount" | "bad_request"

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ok: {},
  decline: { outcome: "decline" },
  requires_action: { outcome: "requires_action" },
  pending: { outcome: "pending" },
  /** An authorization that takes the money at once. */
  captured: { outcome: "captured" },
  /** A capture or refund that is only ordered; whether it happens is told by webhook. */
  requested: { outcome: "requested" },
  /** Does it with another amount than was asked for: one minor unit less. */
  wrong_amount: { outcome: "wrong_amount" },
  bad_request: { outcome: "bad_request" },

  timeout: { before: "silence" },
  reset_before: { before: "reset" },
  error_500: { before: 500 },
  conflict: { before: 409 },
  rate_limited: { before: 429 },
  /** Waits to be released, nothing done. */
  hold_before: { before: "hold" },

  done_then_timeout: { after: "silence" },
  reset_after: { after: "reset" },
  done_then_500: { after: 500 },
  late: { after: "late" },
  /** Does it, then waits to be released. */
  hold_after: { after: "hold" },
}

export type Act = "initiate" | "update" | "authorize" | "capture" | "refund" | "cancel" | "lookup" | "dispute"

/** What the next calls of each act will meet, first in, first out. */
export class ScenarioQueue {
  private readonly next = new Map<Act, string[]>()

  add(act: Act, name: string, times: number): void {
    if (!(name in SCENARIOS))
      throw new Error(`There is no scenario ${name}. There are: ${Object.keys(SCENARIOS).join(", ")}.`)
    const queue = this.next.get(act) ?? []
    for (let n = 0; n < times; n++) queue.push(name)
    this.next.set(act, queue)
  }

  /** @param own what the payment itself was opened with; it goes first, so that tests beside each other do not meet */
  take(act: Act, own: string[] | undefined): Scenario {
    return SCENARIOS[own?.shift() ?? this.next.get(act)?.shift() ?? "ok"] ?? {}
  }

  left(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.next].filter(([, names]) => names.length > 0))
  }
}
