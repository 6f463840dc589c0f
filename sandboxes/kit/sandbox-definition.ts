import type { IncomingHttpHeaders } from "node:http"
import type { FakeClock } from "./fake-clock"
import type { Reply } from "./reply"
import type { SeededRandom } from "./seeded-random"
import type { SpecificationSource } from "./specification"
import type { Sign, WebhookEndpoint } from "./webhook-outbox"

/** What a message to the shop is made of, before it has been written down. */
export interface Message {
  readonly id: string
  readonly event: string
  readonly body: string
}

/** What everything in a sandbox may use. */
export interface SandboxTools {
  readonly clock: Pick<FakeClock, "now" | "seconds">
  readonly random: SeededRandom
  /** 1, 2, 3 …: never one that was given before, also when the sandbox was reset or started again in between. */
  readonly serial: () => number
  /** Has one of the definition's acts done for the account when the time has come, also after a restart. */
  later(account: string, afterMs: number, task: Task): void
  /** What the test asked for by name, such as `{ capture: "fails_later" }`. */
  readonly scenario: Readonly<Record<string, string>>
  /** Tells the shop. `schemas` are what the body's JSON has to fit, as `[document, schema]`. */
  emit(account: string, message: Message, ...fits: readonly Fit[]): void
  readonly endpoints: {
    add(endpoint: WebhookEndpoint): void
    remove(url: string): void
  }
}

/** What is to be done later: one of the definition's `later`, and what it is told. Plain data: it outlives the process. */
export interface Task {
  readonly act: string
  readonly [given: string]: unknown
}

/** What the provider does by itself, some time after it was asked for something. */
export type LaterAct<State> = (call: Pick<Call<State>, "account" | "state" | "tools">, task: Task) => void

/** A value and the schema of which document it has to fit. */
export interface Fit {
  readonly document: string
  readonly schema: string
  readonly value: unknown
}

/** One request, with its body and query read. */
export interface Call<State> {
  readonly operation: string
  readonly account: string
  readonly state: State
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: IncomingHttpHeaders
  readonly tools: SandboxTools
}

/** An endpoint of the provider's. */
export interface Route<State> {
  /** What faults and logs call it: `payment_intents.capture`. */
  readonly operation: string
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
  /** With `{name}` for what varies: `/v1/payment_intents/{intent}`. */
  readonly path: string
  /** Which document describes it, and by which path there; none for what is not in any. */
  readonly specified?: { readonly document: string; readonly path: string } | null
  readonly handle: (call: Call<State>) => Reply | Promise<Reply>
}

/** An endpoint of the control plane beside the common ones, below `/__sandbox`. */
export interface ControlRoute<State> {
  readonly method: "GET" | "POST"
  readonly path: string
  /** Answers JSON, or as a text a page for whoever looks at it. */
  readonly handle: (call: Call<State>) => unknown
}

/** How a provider keeps keys. */
export interface IdempotencyRules {
  readonly keepForMs: number
  readonly keyOf: (headers: IncomingHttpHeaders) => string | null
  readonly inFlight: (key: string) => Reply
  readonly otherParameters: (key: string) => Reply
  readonly otherEndpoint: (key: string, where: string) => Reply
  /** Whether an answer is kept and given again. Stripe keeps a 500, and does not keep a failed validation. */
  readonly keeps: (reply: Reply) => boolean
  readonly replayHeaders: Readonly<Record<string, string>>
}

/** A provider, as a sandbox plays it. */
export interface SandboxDefinition<State> {
  readonly name: string
  /** Documents by the short name that routes use. */
  readonly specifications: Readonly<Record<string, Omit<SpecificationSource, "operations">>>
  /** The headers that every answer carries. */
  readonly headers?: (tools: SandboxTools) => Readonly<Record<string, string>>
  /** Plain data: maps, sets, objects, lists and values, so that it can be written down as it is. */
  newState(account: string): State
  /** Which account a request is for, by its key; or the answer to a key nobody knows. */
  accountOf(headers: IncomingHttpHeaders): string | Reply
  readonly routes: readonly Route<State>[]
  readonly control?: readonly ControlRoute<State>[]
  readonly later?: Readonly<Record<string, LaterAct<State>>>
  /** The names that `POST /__sandbox/scenario` takes, each with its values; the first is what applies unasked. */
  readonly scenarios?: Readonly<Record<string, readonly string[]>>
  readonly idempotency?: IdempotencyRules
  /** The provider's own words for what the kit finds. */
  readonly answers: {
    notFound(method: string, path: string): Reply
    malformed(violations: readonly string[], call: { body: unknown; query: unknown }): Reply
    rateLimited(): Reply
    failed(): Reply
    /** A handler threw: an answer when it is one of the provider's errors, null when it is a mistake of the sandbox. */
    thrown(error: unknown): Reply | null
  }
  readonly webhooks: {
    readonly sign: Sign
    readonly delivery: "independent" | "fifo"
    readonly retryAfterSeconds: readonly number[]
  }
  /** What `GET /__sandbox/state` shows of an account. */
  show(state: State): unknown
}
