import type { IncomingMessage } from "node:http"
import type { Fault, FaultBoard } from "./faults"
import { matchPath } from "./match-route"
import { reply, type Reply } from "./reply"
import type { FakeClock } from "./fake-clock"
import type { Call, SandboxDefinition, SandboxTools } from "./sandbox-definition"
import type { NextMessages, WebhookEndpoint, WebhookOutbox } from "./webhook-outbox"

/** What of a sandbox the control plane steers. */
export interface Steered<State> {
  readonly definition: SandboxDefinition<State>
  readonly clock: FakeClock
  readonly faults: FaultBoard
  readonly outbox: WebhookOutbox
  readonly tools: SandboxTools
  readonly violations: readonly string[]
  readonly calls: readonly unknown[]
  reset(): Promise<void>
  refuse(): Promise<void>
  accept(): Promise<void>
  setScenario(name: string, value: string): void
  account(name: string): { readonly state: State }
  accountNames(): readonly string[]
}

/**
 * What tests and the drill ask of a sandbox, below `/__sandbox`. The account is the header `x-sandbox-account`, or the
 * only one there is.
 */
export async function controlPlane<State>(
  sandbox: Steered<State>,
  request: IncomingMessage,
  url: URL,
  raw: string,
): Promise<Reply> {
  const path = url.pathname.slice("/__sandbox".length)
  const body = raw === "" ? {} : (JSON.parse(raw) as Record<string, unknown>)
  const asked = `${request.method ?? "GET"} ${path}`
  try {
    const answer = await common(sandbox, asked, body)
    if (answer !== undefined) return reply(200, answer)
    for (const route of sandbox.definition.control ?? []) {
      const params = route.method === request.method ? matchPath(route.path, path) : null
      if (!params) continue
      const account = accountOf(sandbox, request, url)
      const call: Call<State> = {
        operation: `control${route.path}`,
        account,
        state: sandbox.account(account).state,
        params,
        query: Object.fromEntries(url.searchParams),
        body,
        headers: request.headers,
        tools: sandbox.tools,
      }
      const answer = (await route.handle(call)) ?? {}
      if (typeof answer === "string") return { status: 200, text: answer, headers: { "content-type": "text/html" } }
      return reply(200, answer)
    }
    return reply(404, { error: `The control plane has no ${asked}.` })
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) })
  }
}

async function common<State>(sandbox: Steered<State>, asked: string, body: Record<string, unknown>): Promise<unknown> {
  const { clock, faults, outbox } = sandbox
  switch (asked) {
    case "POST /reset":
      await sandbox.reset()
      return {}
    case "GET /clock":
      return { now: new Date(clock.now()).toISOString() }
    case "POST /clock":
      // Whole days are passed on in one call; what falls due on the way is done at its own time.
      await clock.advance(Number(body["advanceMs"] ?? 0))
      await outbox.settled()
      return { now: new Date(clock.now()).toISOString() }
    case "POST /scenario":
      for (const [name, value] of Object.entries(body)) sandbox.setScenario(name, String(value))
      return {}
    case "POST /faults":
      if (body["fault"] === "refuse") await sandbox.refuse()
      else faults.add(body as unknown as Fault)
      return {}
    case "GET /faults":
      return { faults: faults.list(), hanging: faults.hanging }
    case "POST /faults/release":
      faults.release()
      return {}
    case "POST /faults/clear":
      faults.clear()
      await sandbox.accept()
      return {}
    case "GET /webhooks":
      return { pending: outbox.pending(), deliveries: outbox.history() }
    case "GET /webhooks/log":
      return { emitted: outbox.log() }
    case "POST /webhooks/endpoints":
      outbox.setEndpoints(body["endpoints"] as WebhookEndpoint[])
      return {}
    case "POST /webhooks/next":
      outbox.handleNext(body as unknown as NextMessages)
      return {}
    case "POST /webhooks/flush":
      return { deliveries: await outbox.flush(body) }
    case "POST /webhooks/replay":
      return { deliveries: await outbox.replay(body) }
    case "POST /webhooks/resume":
      outbox.resume()
      return {}
    case "POST /webhooks/take":
      return { messages: outbox.take(body) }
    case "POST /webhooks/settled":
      await outbox.settled()
      return {}
    case "GET /state":
      return {
        accounts: Object.fromEntries(
          sandbox.accountNames().map((name) => [name, sandbox.definition.show(sandbox.account(name).state)]),
        ),
        violations: sandbox.violations,
        calls: sandbox.calls,
        memoryMb: Math.round(process.memoryUsage.rss() / 1_048_576),
      }
    default:
      return undefined
  }
}

function accountOf<State>(sandbox: Steered<State>, request: IncomingMessage, url: URL): string {
  // A page in a browser names it in its address.
  const named = url.searchParams.get("account") ?? request.headers["x-sandbox-account"]
  if (typeof named === "string") return named
  const names = sandbox.accountNames()
  const only = names[0]
  if (names.length === 1 && only !== undefined) return only
  if (only === undefined) return "default"
  throw new Error(`Name the account in the header x-sandbox-account: ${names.join(", ")}.`)
}
