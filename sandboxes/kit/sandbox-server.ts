import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { controlPlane, type Steered } from "./control-plane"
import { fakeClock } from "./fake-clock"
import { FaultBoard, type Fault } from "./faults"
import { IdempotencyTable } from "./idempotency-table"
import { closed, listening } from "./loopback"
import { pause } from "./pause"
import { readBody, readForm, readRaw } from "./read-body"
import { reply, type Reply } from "./reply"
import { matchRoute } from "./match-route"
import type { Call, Fit, Message, Route, SandboxDefinition, SandboxTools, Task } from "./sandbox-definition"
import { restoredBooks, type Books, type SandboxSnapshot } from "./sandbox-snapshot"
import { seededRandom } from "./seeded-random"
import { sendAnswer } from "./send-answer"
import { openSpecification, type Specification, type SpecifiedOperation } from "./specification"
import { StateFile } from "./state-file"
import { WebhookOutbox } from "./webhook-outbox"
import { ANY_PAGE, PROXY_PAGE, withHeaders, write } from "./write-reply"

export interface RunningSandbox {
  /** Where the provider's API answers. */
  readonly url: string
  /** Where the control plane answers also while the API refuses connections. */
  readonly controlUrl: string
  /** Whether requests and answers are checked against the provider's specification. */
  readonly checked: boolean
  close(): Promise<void>
}

class ContractViolation extends Error {}

interface KeptTask {
  readonly account: string
  readonly task: Task
}

const HANG_MS = 120_000
/** As long as the shop that is started beside it may take until it can be told something. */
const RESUME_MS = 60_000

interface StartOptions {
  readonly port?: number
  readonly seed?: number
  /** A file in which it keeps what it knows over a restart; without one it begins with nothing each time. */
  readonly state?: string | undefined
}

/** Starts a provider on loopback: its API on one port, its control plane on both that and another. */
export async function startSandbox<State>(
  definition: SandboxDefinition<State>,
  { port = 0, seed = 1, state }: StartOptions = {},
): Promise<RunningSandbox> {
  const sandbox = new Sandbox(definition, seed, state)
  return sandbox.listen(port)
}

/** One provider with all its accounts. The control plane reaches into it; nobody else does. */
class Sandbox<State> implements Steered<State> {
  readonly clock = fakeClock()
  readonly faults = new FaultBoard()
  readonly outbox: WebhookOutbox
  readonly tools: SandboxTools
  readonly violations: string[] = []
  readonly calls: { operation: string; status: number; key: string | null }[] = []
  private readonly random
  private readonly file: StateFile | null
  private accounts = new Map<string, Books<State>>()
  private readonly specifications = new Map<string, Specification>()
  private asked = new Map<string, string>()
  private serial = 0
  private readonly api: Server
  private readonly control: Server
  private port = 0

  constructor(
    readonly definition: SandboxDefinition<State>,
    seed: number,
    state: string | undefined,
  ) {
    this.random = seededRandom(seed)
    for (const [name, source] of Object.entries(definition.specifications)) {
      const operations = definition.routes.flatMap(({ method, specified }) =>
        specified?.document === name ? [{ method, path: specified.path }] : [],
      )
      const specification = openSpecification({ ...source, operations })
      if (specification) this.specifications.set(name, specification)
    }
    this.outbox = new WebhookOutbox({
      sign: definition.webhooks.sign,
      clock: this.clock,
      random: this.random,
      retryAfterSeconds: definition.webhooks.retryAfterSeconds,
      delivery: definition.webhooks.delivery,
      timeoutMs: 10_000,
      changed: () => this.file?.changed(),
    })
    this.tools = this.makeTools()
    const { name } = definition
    const kept = {
      file: state ?? "",
      name,
      snapshot: () => this.snapshot(),
      say: (line: string) => console.error(line),
    }
    this.file = state === undefined ? null : new StateFile(kept)
    this.api = createServer((request, response) => void this.answer(request, response, false))
    this.control = createServer((request, response) => void this.answer(request, response, true))
  }

  async listen(port: number): Promise<RunningSandbox> {
    this.file?.load((snapshot) => this.restore(snapshot as SandboxSnapshot<State>))
    if (this.outbox.hasUndelivered) this.clock.schedule(RESUME_MS, () => this.outbox.resume())
    await listening(this.api, port)
    await listening(this.control, 0)
    this.port = (this.api.address() as AddressInfo).port
    return {
      url: `http://127.0.0.1:${this.port}`,
      controlUrl: `http://127.0.0.1:${(this.control.address() as AddressInfo).port}`,
      checked: this.specifications.size > 0,
      close: async () => {
        this.faults.clear()
        await Promise.all([this.refuse(), closed(this.control)])
        this.file?.end()
        this.outbox.reset()
        this.clock.reset()
      },
    }
  }

  /** Refuses connections, as a provider that is down. */
  refuse(): Promise<void> {
    return closed(this.api)
  }

  async accept(): Promise<void> {
    if (!this.api.listening) await listening(this.api, this.port)
  }

  async reset(): Promise<void> {
    await this.accept()
    this.faults.clear()
    this.accounts.clear()
    this.asked.clear()
    this.clock.reset()
    this.random.reset()
    this.outbox.reset()
    this.violations.length = 0
    this.calls.length = 0
  }

  setScenario(name: string, value: string): void {
    const values = this.definition.scenarios?.[name]
    if (!values?.includes(value)) {
      const known = Object.entries(this.definition.scenarios ?? {}).map(
        ([one, those]) => `${one}: ${those.join(" | ")}`,
      )
      throw new Error(`The ${this.definition.name} sandbox knows no scenario ${name}: ${value}. ${known.join("; ")}.`)
    }
    this.asked.set(name, value)
  }

  account(name: string): Books<State> {
    const known = this.accounts.get(name)
    if (known) return known
    const made = { state: this.definition.newState(name), keys: this.newKeys() }
    this.accounts.set(name, made)
    return made
  }

  private newKeys(): IdempotencyTable {
    return new IdempotencyTable(this.clock, this.definition.idempotency?.keepForMs ?? 0)
  }

  private snapshot(): SandboxSnapshot<State> {
    return {
      clock: this.clock.snapshot(),
      random: this.random.standing(),
      serial: this.serial,
      asked: this.asked,
      accounts: [...this.accounts].map(([name, { state, keys }]) => ({ name, state, keys: keys.snapshot() })),
      outbox: this.outbox.snapshot(),
    }
  }

  private restore(snapshot: SandboxSnapshot<State>): void {
    const accounts = restoredBooks(snapshot, this.definition, () => this.newKeys())
    this.clock.restore(snapshot.clock, (kept) => this.actOf(kept as KeptTask))
    this.outbox.restore(snapshot.outbox)
    this.random.reset(snapshot.random)
    this.serial = snapshot.serial
    this.asked = new Map(snapshot.asked)
    this.accounts = accounts
  }

  private actOf({ account, task }: KeptTask): () => void {
    const act = this.definition.later?.[task.act]
    if (!act) throw new Error(`The ${this.definition.name} sandbox knows no act ${task.act}.`)
    return () => {
      act({ account, state: this.account(account).state, tools: this.tools }, task)
      this.file?.changed()
    }
  }

  accountNames(): readonly string[] {
    return [...this.accounts.keys()]
  }

  private makeTools(): SandboxTools {
    const scenarioOf = (name: string) => this.asked.get(name) ?? this.definition.scenarios?.[name]?.[0]
    return {
      clock: this.clock,
      random: this.random,
      serial: () => (this.serial += 1),
      later: (account: string, afterMs: number, task: Task) => {
        const kept: KeptTask = { account, task }
        this.clock.schedule(afterMs, this.actOf(kept), kept)
      },
      scenario: new Proxy({}, { get: (_, name) => scenarioOf(String(name)) }),
      emit: (account: string, message: Message, ...fits: readonly Fit[]) => {
        const wrong = fits.flatMap(({ document, schema, value }) =>
          (this.specifications.get(document)?.schema(schema, value) ?? []).map((one) => `${message.event}: ${one}`),
        )
        this.outbox.emit({ ...message, account })
        if (wrong.length === 0) return
        this.violations.push(...wrong)
        throw new ContractViolation(wrong.join("; "))
      },
      endpoints: {
        add: (endpoint) => this.outbox.addEndpoint(endpoint),
        remove: (url) => this.outbox.removeEndpoint(url),
      },
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, controlOnly: boolean): Promise<void> {
    try {
      const url = new URL(request.url ?? "/", "http://sandbox")
      const raw = await readRaw(request)
      if (request.method === "OPTIONS") {
        response.writeHead(204, ANY_PAGE).end()
      } else if (url.pathname.startsWith("/__sandbox/")) {
        write(response, await controlPlane(this, request, url, raw))
      } else if (controlOnly) {
        write(response, reply(404, { error: "Only /__sandbox answers here." }))
      } else {
        await this.serve(request, response, url, raw)
      }
    } catch (error) {
      if (!response.headersSent) write(response, reply(500, { error: { message: messageOf(error) } }))
      else response.destroy()
    } finally {
      if (request.method !== "GET") this.file?.changed()
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse, url: URL, raw: string): Promise<void> {
    const { definition, faults } = this
    const method = request.method ?? "GET"
    const found = matchRoute(definition.routes, method, url.pathname)
    if (!found) {
      write(response, definition.answers.notFound(method, url.pathname))
      return
    }
    const { operation } = found.route
    const fault = faults.take(operation)
    if (fault && (await this.failsBefore(fault, response))) {
      this.record(operation, 0, request)
      return
    }
    const answer = await this.perform(found.route, found.params, request, url, raw, fault)
    this.record(operation, answer.status, request)
    await sendAnswer(response, answer, fault)
  }

  private record(operation: string, status: number, request: IncomingMessage): void {
    this.calls.push({ operation, status, key: this.definition.idempotency?.keyOf(request.headers) ?? null })
    if (this.calls.length > 10_000) this.calls.shift()
  }

  /** Whether the call ends here, with nothing done. */
  private async failsBefore(fault: Fault, response: ServerResponse): Promise<boolean> {
    const { answers } = this.definition
    switch (fault.fault) {
      case "reset_before":
        response.socket?.resetAndDestroy()
        return true
      case "rate_limited":
        write(response, withHeaders(answers.rateLimited(), retryAfter(fault)))
        return true
      case "error_before":
        write(response, withHeaders(answers.failed(), fault.headers))
        return true
      case "html_502":
        write(response, PROXY_PAGE)
        return true
      case "hang_before":
        await this.held()
        return false
      default:
        return false
    }
  }

  private async held(): Promise<void> {
    await Promise.race([this.faults.hang(), pause(HANG_MS)])
  }

  private async perform(
    route: Route<State>,
    params: Readonly<Record<string, string>>,
    request: IncomingMessage,
    url: URL,
    raw: string,
    fault: Fault | null,
  ): Promise<Reply> {
    const { definition } = this
    const account = definition.accountOf(request.headers)
    if (typeof account !== "string") return account
    const { state, keys } = this.account(account)
    let body: unknown
    try {
      body = readBody(raw, request.headers["content-type"] ?? "")
    } catch {
      return definition.answers.malformed(["body is no JSON"], { body: null, query: null })
    }
    const query = readForm(url.search.slice(1))
    const rules = definition.idempotency
    const key = request.method === "GET" ? null : (rules?.keyOf(request.headers) ?? null)
    if (rules && key !== null) {
      const use = keys.begin(key, `${route.method} ${url.pathname}`, body)
      if (use.use === "in_flight") return rules.inFlight(key)
      if (use.use === "other_parameters") return rules.otherParameters(key)
      if (use.use === "other_endpoint") return rules.otherEndpoint(key, use.where)
      if (use.use === "replay") return withHeaders(use.reply, rules.replayHeaders)
    }
    const call: Call<State> = {
      operation: route.operation,
      account,
      state,
      params,
      query,
      body: (body ?? {}) as Record<string, unknown>,
      headers: request.headers,
      tools: this.tools,
    }
    let answer: Reply
    try {
      answer = await this.judged(route, call, body)
      if (rules && key !== null) keys.done(key, rules.keeps(answer) ? answer : null)
      // What is slow is still at work, so the key is not free before it is done.
      if (fault?.fault === "slow") await pause(fault.ms ?? 1000)
      if (fault?.fault === "hang_after") await this.held()
      if (fault?.fault === "error_after") answer = definition.answers.failed()
    } catch (error) {
      if (rules && key !== null) keys.end(key, null)
      throw error
    }
    if (rules && key !== null) keys.end(key, rules.keeps(answer) ? answer : null)
    return answer
  }

  private async judged(route: Route<State>, call: Call<State>, body: unknown): Promise<Reply> {
    const { definition } = this
    const specified = route.specified ?? null
    const specification = specified && this.specifications.get(specified.document)
    const operation: SpecifiedOperation | null = specified && { method: route.method, path: specified.path }
    if (specification && operation) {
      const wrong = specification.request(operation, { query: call.query, body })
      if (wrong.length > 0) return definition.answers.malformed(wrong, { body, query: call.query })
    }
    let answer: Reply
    try {
      answer = await route.handle(call)
    } catch (error) {
      if (error instanceof ContractViolation) return violated(error.message)
      const known = definition.answers.thrown(error)
      if (!known) throw error
      answer = known
    }
    if (specification && operation) {
      const wrong = specification.response(operation, answer.status, answer.json)
      if (wrong.length > 0) {
        this.violations.push(...wrong.map((one) => `${route.operation}: ${one}`))
        return violated(wrong.join("; "))
      }
    }
    return withHeaders(answer, definition.headers?.(this.tools))
  }
}

const violated = (message: string): Reply =>
  reply(500, { error: { type: "sandbox_contract_violation", code: "sandbox_contract_violation", message } })

const retryAfter = ({ retryAfter: seconds }: Fault): Record<string, string> =>
  seconds === undefined ? {} : { "retry-after": String(seconds) }

const messageOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
