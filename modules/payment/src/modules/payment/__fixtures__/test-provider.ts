import { spawn, type ChildProcess } from "node:child_process"
import path from "node:path"
import { createInterface } from "node:readline"

const ROOT = path.join(__dirname, "../../../../../..")

type Json = Record<string, unknown>

/** What the provider's books say; amounts are minor units as text. */
export interface Books {
  readonly payments: readonly {
    readonly id: string
    readonly session_id: string
    readonly status: string
    readonly authorized_minor: string
    readonly captured_minor: string
    readonly refunded_minor: string
  }[]
  readonly movements: readonly {
    readonly id: string
    readonly payment: string
    readonly act: "capture" | "refund"
    readonly amount_minor: string
    readonly state: string
    readonly key: string | null
  }[]
  readonly disputes: readonly { readonly id: string; readonly state: string; readonly evidence: unknown }[]
  readonly events: readonly { readonly id: string; readonly type: string }[]
  readonly calls: readonly {
    readonly key: string
    readonly act: string
    readonly tries: number
    readonly status: number | null
  }[]
  readonly held: readonly string[]
}

/** The sandbox of plugins/payment-test as a process of its own, and its controls. */
export class TestProvider {
  private constructor(
    private readonly child: ChildProcess,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<TestProvider> {
    const main = path.join(ROOT, "sandboxes/payment-test/main.ts")
    const child = spawn(process.execPath, ["--import", "tsx", main, "--tied"], {
      cwd: ROOT,
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once("line", resolve)
      child.once("exit", (code) => reject(new Error(`The test provider ended with ${code}.`)))
    })
    return new TestProvider(child, address)
  }

  /** The next calls of an act meet a scenario of sandboxes/payment-test/scenario.ts. */
  next(act: string, scenario: string, times = 1): Promise<Json> {
    return this.control("scenarios", { act, scenario, times })
  }

  control(what: string, body: Json = {}): Promise<Json> {
    return this.ask(`/control/${what}`, body)
  }

  books(): Promise<Books> {
    return this.ask("/state") as Promise<Books & Json>
  }

  /** Answers when a call of this act is held back. */
  async untilHeld(act: string): Promise<void> {
    while (!(await this.books()).held.includes(act));
  }

  /** Webhooks as they would come, signed, for these events or for all. */
  async webhooks(events?: readonly string[]): Promise<readonly { body: string; signature: string }[]> {
    const { signed } = await this.control("deliver", { signed: true, ...(events && { events }) })
    return signed as readonly { body: string; signature: string }[]
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve))
    this.child.kill("SIGKILL")
    await ended
  }

  private async ask(route: string, body?: Json): Promise<Json> {
    const response = await fetch(`${this.baseUrl}${route}`, {
      method: body ? "POST" : "GET",
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Json
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${JSON.stringify(answer)}`)
    return answer
  }
}
