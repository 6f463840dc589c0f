import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { controlPlane, type Steered } from "./control-plane"
import { fakeClock } from "./fake-clock"
import { FaultBoard, type Fault } from "./faults"
import { IdempotencyTable } from "./idempotency-table"
import { readBody, readForm, readRaw } from "./read-body"
import { reply, type Reply } from "./reply"
import { matchRoute } from "./match-route"
import type { Call, Fit, Message, Route, SandboxDefinition, SandboxTools } from "./sandbox-definition"
import { seededRandom } from "./seeded-random"
import { openSpecification, type Specification, type SpecifiedOperation } from "./specification"
import { WebhookOutbox } from "./webhook-outbox"

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

const HANG_MS = 120_000

/** Starts a provider on loopback: its API on one port, its control plane on both that and another. */
export async function startSandbox<State>(
  definition: SandboxDefinition<State>,
  { port = 0, seed = 1 }: { port?: number; seed?: number } = {},
): Promise<RunningSandbox> {
  const sandbox = new Sandbox(definition, seed)
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
  private readonly accounts = new Map<string, { state: State; keys: IdempotencyTable }>()
  private readonly specifications = new Map<string, Specification>()
  private readonly asked = new Map<string, string>()
  private readonly api: Server
  private readonly control: Server
  private port = 0

  constructor(
    readonly definition: SandboxDefinition<State>,
    seed: number,
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
    })
    this.tools = this.makeTools()
    this.api = createServer((request, response) => void this.answer(request, response, false))
    this.control = createServer((request, response) => void this.answer(request, response, true))
  }

  async listen(port: number): Promise<RunningSandbox> {
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

  account(name: string): { state: State; keys: IdempotencyTable } {
    const known = this.accounts.get(name)
    if (known) return known
    const made = {
      state: this.definition.newState(name),
      keys: new IdempotencyTable(this.clock, this.definition.idempotency?.keepForMs ?? 0),
    }
    this.accounts.set(name, made)
    return made
  }

  accountNames(): readonly string[] {
    return [...this.accounts.keys()]
  }

  private makeTools(): SandboxTools {
    const scenarioOf = (name: string) => this.asked.get(name) ?? this.definition.scenarios?.[name]?.[0]
    return {
      clock: this.clock,
      random: this.random,
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
    await this.send(response, answer, fault)
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

  private async send(response: ServerResponse, answer: Reply, fault: Fault | null): Promise<void> {
    switch (fault?.fault) {
      case "reset_after":
        response.socket?.resetAndDestroy()
        return
      case "html_502_after":
        write(response, PROXY_PAGE)
        return
      case "error_after":
        write(response, withHeaders(answer, fault.headers))
        return
      case "truncated":
        await writeHalf(response, answer, 0)
        response.socket?.destroy()
        return
      case "slow_body":
        await writeHalf(response, answer, fault.ms ?? 1000)
        response.end(halves(answer)[1])
        return
      default:
        write(response, answer)
    }
  }
}

const PROXY_PAGE: Reply = {
  status: 502,
  headers: { "content-type": "text/html" },
  text: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
}

const violated = (message: string): Reply =>
  reply(500, { error: { type: "sandbox_contract_violation", code: "sandbox_contract_violation", message } })

const withHeaders = (answer: Reply, headers: Readonly<Record<string, string>> = {}): Reply => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
})

const retryAfter = ({ retryAfter: seconds }: Fault): Record<string, string> =>
  seconds === undefined ? {} : { "retry-after": String(seconds) }

const textOf = ({ json, text }: Reply) => text ?? JSON.stringify(json)

/** A payment page calls its provider from the shop's address. */
const ANY_PAGE = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-version, x-api-key",
}

const headersOf = (answer: Reply) => ({
  ...ANY_PAGE,
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(textOf(answer))),
  ...answer.headers,
})

function write(response: ServerResponse, answer: Reply): void {
  response.writeHead(answer.status, headersOf(answer)).end(textOf(answer))
}

const halves = (answer: Reply): [string, string] => {
  const text = textOf(answer)
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}

async function writeHalf(response: ServerResponse, answer: Reply, ms: number): Promise<void> {
  response.writeHead(answer.status, headersOf(answer))
  await new Promise<void>((resolve) => response.write(halves(answer)[0], () => resolve()))
  await pause(ms)
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

const listening = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject)
      resolve()
    })
  })

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    if (!server.listening) {
      resolve()
      return
    }
    server.close(() => resolve())
    server.closeAllConnections()
  })

const messageOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
