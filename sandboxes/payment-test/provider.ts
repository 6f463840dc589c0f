import type { IncomingMessage, ServerResponse } from "node:http"
import { CallLog, type Call } from "./call-log"
import { Ledger, type Answer } from "./ledger"
import { ScenarioQueue, type Act, type Scenario } from "./scenario"
import { Webhooks, type WebhookSettings } from "./webhooks"

type Json = Record<string, unknown>

interface Held {
  readonly act: Act
  readonly proceed: (how: "proceed" | "drop") => void
}

const LATE_MS = 300

/** A payment provider: what shops may ask of it, and, under /control, what a test makes it do. */
export class Provider {
  private ledger = new Ledger()
  private calls = new CallLog()
  private scenarios = new ScenarioQueue()
  private webhooks: Webhooks
  private held: Held[] = []

  constructor(private readonly secret: string) {
    this.webhooks = new Webhooks(secret, this.ledger.events)
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://provider")
    const parts = url.pathname.split("/").filter(Boolean).map(decodeURIComponent)
    const body = await jsonOf(request)
    if (!body) {
      send(response, { status: 400, body: { code: "body_malformed", message: "Send a JSON object." } })
      return
    }
    if (parts[0] === "state") {
      send(response, { status: 200, body: this.state() })
      return
    }
    if (parts[0] === "control") {
      send(response, await this.control(parts[1] ?? "", body))
      return
    }
    const key = request.headers["idempotency-key"]
    await this.call(request, response, parts, typeof key === "string" ? key : null, body)
  }

  private async call(
    request: IncomingMessage,
    response: ServerResponse,
    parts: readonly string[],
    key: string | null,
    body: Json,
  ): Promise<void> {
    const act = actOf(request.method ?? "GET", parts)
    if (!act) {
      send(response, { status: 404, body: { code: "route_unknown", message: "There is no such route." } })
      return
    }
    const payment = parts[0] === "payments" && parts[1] ? this.ledger.payment(parts[1]) : undefined
    if (payment) payment.asked += 1
    const scenario = this.scenarios.take(act, payment?.scenarios[act])
    if (!(await this.happens(scenario.before, act, request, response))) return

    let call: Call | null = null
    if (act !== "lookup" && key) {
      call = this.calls.begin(key, act, JSON.stringify([parts, body]))
      if (!call) {
        send(response, { status: 422, body: { code: "key_reused", message: "The key is of another call." } })
        return
      }
    }
    const answer = call?.answer ?? this.perform(act, parts, key, body, scenario)
    if (call) call.answer = answer
    this.webhooks.tellNew()
    if (await this.happens(scenario.after, act, request, response)) send(response, answer)
  }

  /** Whether the call goes on. */
  private async happens(
    fault: Scenario["before"] | Scenario["after"],
    act: Act,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (fault === undefined) return true
    if (fault === "silence") return false
    if (fault === "reset") {
      request.socket.destroy()
      return false
    }
    if (fault === "late") return new Promise((resolve) => setTimeout(resolve, LATE_MS, true))
    if (fault === "hold") {
      const how = await new Promise<"proceed" | "drop">((proceed) => this.held.push({ act, proceed }))
      return how === "proceed"
    }
    send(response, { status: fault, body: { code: `status_${fault}`, message: "Something went wrong." } })
    return false
  }

  private perform(act: Act, parts: readonly string[], key: string | null, body: Json, scenario: Scenario): Answer {
    const { outcome } = scenario
    if (act === "lookup" && parts[0] === "calls") return this.answerOf(parts[1] ?? "")
    if (act === "lookup" && parts[0] === "reports") return this.ledger.report(parts[1] ?? "")
    if (act === "dispute") {
      return this.ledger.answerDispute(parts[1] ?? "", parts[2] ?? "", body["evidence"] ?? null)
    }
    if (act === "initiate") {
      const scenarios = (body["scenarios"] ?? {}) as Record<string, string[]>
      const session = typeof body["session_id"] === "string" ? body["session_id"] : null
      return this.ledger.initiate(session, minor(body), text(body["currency"]), structuredClone(scenarios))
    }
    const payment = this.ledger.payment(parts[1] ?? "")
    if (!payment) return { status: 404, body: { code: "payment_unknown", message: "There is no such payment." } }
    switch (act) {
      case "lookup":
        return this.ledger.read(payment)
      case "update":
        return this.ledger.update(payment, minor(body))
      case "authorize":
        return this.ledger.authorize(payment, outcome)
      case "cancel":
        return this.ledger.cancel(payment, key, outcome)
      case "capture":
      case "refund": {
        const state = outcome === "requested" ? "requested" : "confirmed"
        return this.ledger.move(act, payment, minor(body), key, state, outcome, body["final"] === true)
      }
    }
  }

  /** What became of a call, by its key. */
  private answerOf(key: string): Answer {
    const call = this.calls.find(key)
    if (!call?.answer) return { status: 404, body: { code: "call_unknown", message: "No call came with this key." } }
    const { status, body } = call.answer
    // A movement may have been confirmed, or have failed, since it was answered.
    const movement = this.ledger.state().movements.find(({ key: of }) => of === key)
    return { status: 200, body: { act: call.act, status, answer: body, movement: movement ?? null } }
  }

  private async control(what: string, body: Json): Promise<Answer> {
    switch (what) {
      case "scenarios":
        this.scenarios.add(text(body["act"]) as Act, text(body["scenario"]), Number(body["times"] ?? 1))
        return { status: 200, body: { next: this.scenarios.left() } }
      case "release": {
        const held = this.held.splice(0)
        for (const { proceed } of held) proceed(body["then"] === "drop" ? "drop" : "proceed")
        return { status: 200, body: { released: held.length } }
      }
      case "happen": {
        const answer = this.ledger.happen(body)
        this.webhooks.tellNew()
        return answer
      }
      case "report": {
        const answer = this.ledger.makeReport(text(body["name"]) || "settled", body["lines"] as never)
        this.webhooks.tellNew()
        return answer
      }
      case "webhooks":
        this.webhooks.settings = { ...this.webhooks.settings, ...(body as Partial<WebhookSettings>) }
        return { status: 200, body: { ...this.webhooks.settings } }
      case "deliver": {
        const named = (body["events"] as string[] | undefined) ?? this.ledger.events.map(({ id }) => id)
        const events = named.flatMap((id) => this.ledger.events.find((event) => event.id === id) ?? [])
        if (body["signed"] === true) {
          return { status: 200, body: { signed: events.map((event) => this.webhooks.signed(event)) } }
        }
        return { status: 200, body: { deliveries: await this.webhooks.deliver(events) } }
      }
      case "reset":
        this.ledger = new Ledger()
        this.calls = new CallLog()
        this.scenarios = new ScenarioQueue()
        this.webhooks = new Webhooks(this.secret, this.ledger.events)
        for (const { proceed } of this.held.splice(0)) proceed("drop")
        return { status: 200, body: {} }
      default:
        return { status: 404, body: { code: "control_unknown", message: `There is no control called ${what}.` } }
    }
  }

  private state(): Json {
    return {
      ...this.ledger.state(),
      calls: this.calls
        .all()
        .map(({ key, act, tries, answer }) => ({ key, act, tries, status: answer?.status ?? null })),
      held: this.held.map(({ act }) => act),
      next: this.scenarios.left(),
      deliveries: this.webhooks.deliveries,
    }
  }
}

const READ: ReadonlySet<string> = new Set(["payments", "calls", "reports"])

const ACTS: Readonly<Record<string, Act>> = {
  authorize: "authorize",
  captures: "capture",
  refunds: "refund",
  cancel: "cancel",
  accept: "dispute",
  evidence: "dispute",
}

function actOf(method: string, [root, id, what]: readonly string[]): Act | null {
  if (method === "GET") return READ.has(root ?? "") && id ? "lookup" : null
  if (root === "payments" && !id) return "initiate"
  if (root === "payments" && !what) return "update"
  return ACTS[what ?? ""] ?? null
}

const text = (value: unknown): string => (typeof value === "string" ? value : "")
const minor = (body: Json): bigint =>
  /^\d{1,38}$/.test(text(body["amount_minor"])) ? BigInt(text(body["amount_minor"])) : 0n

async function jsonOf(request: IncomingMessage): Promise<Json | null> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    const read: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}")
    return typeof read === "object" && read !== null ? (read as Json) : null
  } catch {
    return null
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}
