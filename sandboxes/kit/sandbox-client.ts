import { spawn } from "node:child_process"
import path from "node:path"
import { createInterface } from "node:readline"
import type { Fault } from "./faults"
import type { Delivery, Emitted, Handling, NextMessages, Signed, WebhookEndpoint } from "./webhook-outbox"

/** What `GET /__sandbox/state` answers. */
export interface SandboxState {
  readonly accounts: Readonly<Record<string, unknown>>
  /** Where the sandbox itself broke the provider's contract: always empty. */
  readonly violations: readonly string[]
  readonly calls: readonly { readonly operation: string; readonly status: number; readonly key: string | null }[]
  readonly memoryMb: number
}

/** The control plane of a sandbox, in this language. */
export class SandboxClient {
  constructor(
    readonly url: string,
    private readonly controlUrl: string,
    private readonly account?: string,
  ) {}

  reset = () => this.post("/reset")
  advance = (ms: number) => this.post("/clock", { advanceMs: ms })
  scenario = (named: Readonly<Record<string, string>>) => this.post("/scenario", named)
  /** What the next calls of an operation meet. */
  fault = (fault: Fault) => this.post("/faults", fault)
  /** Refuses connections until `clearFaults`. */
  refuse = () => this.post("/faults", { fault: "refuse" })
  release = () => this.post("/faults/release")
  clearFaults = () => this.post("/faults/clear")
  hanging = async () => ((await this.get("/faults")) as { hanging: number }).hanging
  endpoints = (endpoints: readonly WebhookEndpoint[]) => this.post("/webhooks/endpoints", { endpoints })
  next = (how: NextMessages) => this.post("/webhooks/next", how)
  flush = async (how: Handling = {}) =>
    ((await this.post("/webhooks/flush", how)) as { deliveries: Delivery[] }).deliveries
  replay = async (how: Handling = {}) =>
    ((await this.post("/webhooks/replay", how)) as { deliveries: Delivery[] }).deliveries
  /** The messages that are held, signed, for a test that hands them over itself. */
  take = async (how: Handling = {}) => ((await this.post("/webhooks/take", how)) as { messages: Signed[] }).messages
  log = async () => ((await this.get("/webhooks/log")) as { emitted: Emitted[] }).emitted
  deliveries = async () => (await this.get("/webhooks")) as { pending: Emitted[]; deliveries: Delivery[] }
  /** What had not arrived when the sandbox ended is sent now, and not a minute after its start. */
  resume = () => this.post("/webhooks/resume")
  settled = () => this.post("/webhooks/settled")
  state = async () => (await this.get("/state")) as SandboxState

  get = (path: string) => this.ask("GET", path)
  post = (path: string, body: unknown = {}) => this.ask("POST", path, body)

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.controlUrl}/__sandbox${path}`, {
      method,
      headers: { "content-type": "application/json", ...(this.account && { "x-sandbox-account": this.account }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const json: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
    return json
  }
}

export interface SandboxProcess extends SandboxClient {
  readonly pid: number
  stop(): Promise<void>
  /** As a machine that loses its power. */
  kill(): Promise<void>
}

const ROOT = path.resolve(__dirname, "..", "..")

// Reading a specification makes much garbage once: with these the process has 105 MB afterwards, without 170.
const SMALL = ["--max-semi-space-size=1", "--optimize-for-size"]

interface ProcessOptions {
  /** The account that the control plane is asked about. */
  readonly account?: string
  /** Where it keeps what it knows over a restart. */
  readonly state?: string
  readonly seed?: number
}

/** Starts `sandboxes/<name>/main.ts` as a process of its own that ends with this one. */
export async function startSandboxProcess(
  name: string,
  { account, state, seed }: ProcessOptions = {},
): Promise<SandboxProcess> {
  const main = path.join(ROOT, "sandboxes", name, "main.ts")
  const told = [
    ...(state === undefined ? [] : ["--state", state]),
    ...(seed === undefined ? [] : ["--seed", `${seed}`]),
  ]
  const child = spawn(process.execPath, [...SMALL, "--import", "tsx", main, ...told], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    // Options of a test runner are not meant for it.
    env: { ...process.env, NODE_OPTIONS: "" },
  })
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()))
  if (!child.stdout) throw new Error(`The ${name} sandbox has no output to read its address from.`)
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => {
      throw new Error(`The ${name} sandbox ended before it said where it listens.`)
    }),
  ])
  const { url, controlUrl } = JSON.parse(first) as { url: string; controlUrl: string }
  const client = new SandboxClient(url, controlUrl, account)
  return Object.assign(client, {
    pid: child.pid ?? 0,
    stop: () => {
      child.kill("SIGTERM")
      return ended
    },
    kill: () => {
      child.kill("SIGKILL")
      return ended
    },
  })
}
