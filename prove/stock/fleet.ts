import { type ChildProcess, fork } from "node:child_process"
import path from "node:path"
import type { Act, Answer } from "./act"
import type { Order, Report } from "./stock-process"
import type { World } from "./world"

/** No act waits for a lock longer than 3 s, so one that takes this long waits for something that will not come. */
const ANSWER_WITHIN_MS = 30_000

interface Member {
  readonly child: ChildProcess
  readonly waiting: Map<number, (answer: Answer | null) => void>
  ready: boolean
  killed: boolean
}

/** Real processes that carry out acts. Each is killed at any moment, and another takes its place. */
export class Fleet {
  private readonly members: Member[] = []
  private readonly waitingForOne: (() => void)[] = []
  private asked = 0
  private stopping = false
  kills = 0

  /** @param onFault hears of a process that ended by itself or could not load */
  constructor(
    private readonly root: string,
    private readonly databaseUrl: string,
    private readonly onFault: (message: string) => void,
  ) {}

  /** One process that brings the new database to the module's schema, and puts the first stock on its shelves. */
  async migrate(): Promise<World> {
    const child = this.fork()
    try {
      return await new Promise<World>((resolve, reject) => {
        child.once("message", (report: Report) => {
          if (report.done === "migrate") resolve(report.world)
          else reject(new Error(report.done === "broken" ? report.message : `It answered ${report.done}.`))
        })
        child.once("exit", (code) => reject(new Error(`The migrating process ended with code ${String(code)}.`)))
        child.send({ do: "migrate", root: this.root, databaseUrl: this.databaseUrl } satisfies Order)
      })
    } finally {
      child.kill("SIGKILL")
    }
  }

  async start(processes: number): Promise<void> {
    for (let n = 0; n < processes; n += 1) this.add()
    await this.whole()
  }

  /** Resolves when all processes are there. */
  async whole(): Promise<void> {
    while (this.members.some(({ ready }) => !ready) && !this.stopping) await this.oneIsReady()
  }

  /** Answers null when the process was killed before it answered: nobody knows whether the act was done. */
  async ask(act: Act, random: () => number): Promise<Answer | null> {
    let ready = this.ready()
    while (ready.length === 0) {
      await this.oneIsReady()
      if (this.stopping) return null
      ready = this.ready()
    }
    const member = ready[Math.floor(random() * ready.length)]!
    const number = ++this.asked
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        member.waiting.delete(number)
        resolve({ outcome: "failed", message: `No answer within ${ANSWER_WITHIN_MS / 1000} s.` })
      }, ANSWER_WITHIN_MS)
      member.waiting.set(number, (answer) => {
        clearTimeout(late)
        resolve(answer)
      })
      member.child.send({ do: "act", number, act } satisfies Order)
    })
  }

  /** SIGKILL: no handler runs, no connection is closed in order, whatever was under way stays where it was. */
  killOne(random: () => number): void {
    const ready = this.ready()
    const member = ready[Math.floor(random() * ready.length)]
    if (!member) return
    this.kills += 1
    this.end(member)
  }

  stop(): void {
    this.stopping = true
    for (const member of [...this.members]) this.end(member)
    this.wake()
  }

  private ready(): Member[] {
    return this.members.filter(({ ready }) => ready)
  }

  private end(member: Member): void {
    member.killed = true
    member.ready = false
    member.child.kill("SIGKILL")
  }

  private add(): void {
    const member: Member = { child: this.fork(), waiting: new Map(), ready: false, killed: false }
    this.members.push(member)
    member.child.on("message", (report: Report) => {
      if (report.done === "load" && !member.killed) {
        member.ready = true
        this.wake()
      } else if (report.done === "act") {
        // An answer that was on its way when the process was killed was given: the client has heard it.
        member.waiting.get(report.number)?.(report.answer)
        member.waiting.delete(report.number)
      } else if (report.done === "broken") this.onFault(report.message)
    })
    member.child.once("exit", (code, signal) => {
      this.members.splice(this.members.indexOf(member), 1)
      for (const resolve of member.waiting.values()) resolve(null)
      if (this.stopping) return
      if (!member.killed) this.onFault(`A process ended by itself: ${signal ?? `exit code ${String(code)}`}.`)
      this.add()
    })
    member.child.send({ do: "load", root: this.root, databaseUrl: this.databaseUrl } satisfies Order, () => undefined)
  }

  private fork(): ChildProcess {
    return fork(path.join(__dirname, "stock-process.ts"), [], {
      cwd: this.root,
      execArgv: ["--require", "tsx/cjs"],
      env: {
        ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: "test", LOG_LEVEL: "error" },
        ...{ MEDUSA_DISABLE_TELEMETRY: "true", TSX_TSCONFIG_PATH: path.join(this.root, "prove", "tsconfig.json") },
      },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // Ctrl-C reaches the parent alone, which ends them.
      detached: true,
    })
  }

  private oneIsReady(): Promise<void> {
    return new Promise((resolve) => this.waitingForOne.push(resolve))
  }

  private wake(): void {
    for (const resolve of this.waitingForOne.splice(0)) resolve()
  }
}
