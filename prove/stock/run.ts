import { setTimeout as pause } from "node:timers/promises"
import type { Client as Database } from "pg"
import { seededRandom } from "../../bench/harness/seeded-random"
import type { Act, Answer } from "./act"
import { Books } from "./books"
import { checkBooks, type Fault } from "./check-books"
import { Client } from "./client"
import type { Shared } from "./client-base"
import type { Fleet } from "./fleet"
import { CHECK_ALL, CLIENT_INVARIANTS, COUNT_CHECKS, COUNT_FINDINGS, INVARIANTS } from "./invariants"
import type { ProofOptions } from "./options"
import type { World } from "./world"

/** From when all processes are there to the next kill, on average. */
const KILL_AFTER_MS = 800
const REMEMBERED_ACTS = 20_000
const SHOWN_ACTS = 15
/** Waited for a lock longer than the bound: asked again like everything without an answer, this often. */
const BUSY_TRIES = 5
/** Refusals that only damaged stock, or a key used twice, can bring about. */
const NEVER_REFUSED = ["allocation_unknown", "movement_exists_with_different_content"]

/** One run: clients ask, processes are killed, and at the end everything is counted once more. */
export class Run {
  private readonly books: Books
  private readonly faults: Fault[] = []
  private readonly last: string[] = []
  private readonly done = { done: 0, refused: 0, failed: 0, repeated: 0 }
  private readonly refusals = new Map<string, number>()
  private acting = true

  constructor(
    private readonly options: ProofOptions,
    private readonly world: World,
    private readonly fleet: Fleet,
    private readonly database: Database,
  ) {
    this.books = new Books(world)
  }

  /** Something is not as it must be: the run ends, and says so. */
  fault(invariant: string, found: string): void {
    this.faults.push({ invariant, found })
    this.acting = false
  }

  /** Answers whether every invariant held. */
  async toTheEnd(): Promise<boolean> {
    const { seed, seconds, processes, clients } = this.options
    const shared: Shared = {
      ...{ world: this.world, books: this.books, reservations: [] },
      fault: (invariant, found) => this.fault(invariant, found),
    }
    const acting = Array.from({ length: processes * clients }, (_, n) => {
      const random = seededRandom(seed + 7919 * (n + 1))
      const client = new Client(`c${n}`, random, shared, (act) => this.ask(`c${n}`, act, random), n === 0)
      return client.run(() => this.acting)
    })
    const killing = this.kill(seededRandom(seed))
    for (let second = 1; second <= seconds && this.acting; second += 1) {
      await pause(1_000)
      await this.countFindings()
      console.log(await this.progress(second))
    }
    this.acting = false
    await Promise.all([...acting, killing])
    await this.countFindings()
    if (this.faults.length === 0) await this.checkAll()
    return this.verdict()
  }

  private async kill(random: () => number): Promise<void> {
    for (;;) {
      // While one loads, the others are left to work: a machine that does nothing but load proves nothing.
      await this.fleet.whole()
      await pause(random() * 2 * KILL_AFTER_MS)
      if (!this.acting) return
      this.fleet.killOne(random)
    }
  }

  /** A client that gets no answer does not know whether its act was done: it repeats it, with the same ids and keys. */
  private async ask(client: string, act: Act, random: () => number): Promise<Answer> {
    for (let busy = 0; ;) {
      const answer = await this.fleet.ask(act, random)
      if (answer === null) this.done.repeated += 1
      else if (answer.outcome === "refused" && answer.code === "stock_busy" && busy < BUSY_TRIES) busy += 1
      else {
        this.note(client, act, answer)
        return answer
      }
    }
  }

  private note(client: string, act: Act, answer: Answer): void {
    this.done[answer.outcome] += 1
    const said = answer.outcome === "done" ? JSON.stringify(answer.value ?? null) : answer.message
    // The acts before the first finding are the ones to look at, not those that were still under way.
    if (this.faults.length === 0)
      this.last.push(`${client} ${JSON.stringify(act)} -> ${answer.outcome} ${said.slice(0, 300)}`)
    if (this.last.length > REMEMBERED_ACTS) this.last.shift()
    if (answer.outcome === "refused") {
      this.refusals.set(answer.code, (this.refusals.get(answer.code) ?? 0) + 1)
      if (NEVER_REFUSED.includes(answer.code))
        this.fault("every_act_is_answered", `${act.kind}: ${answer.code} ${answer.message}`)
    }
    if (answer.outcome !== "failed") return
    const named = /invariant (\w+) is broken for (.+)/.exec(answer.message)
    this.fault(named?.[1] ?? "every_act_is_answered", `${act.kind}: ${named?.[2] ?? answer.message}`)
  }

  /** Also finds what was rolled back, or whose error somebody swallowed. */
  private async countFindings(): Promise<void> {
    const { rows } = await this.database.query<{ invariant: string; findings: number }>(COUNT_FINDINGS)
    for (const { invariant, findings } of rows) {
      if (findings === 0 || this.faults.some((fault) => fault.invariant === invariant)) continue
      this.fault(invariant, `found ${findings} times in transactions that were rolled back`)
    }
  }

  private async checkAll(): Promise<void> {
    const { rows } = await this.database.query<{ subject: string; invariant: string; found: string }>(CHECK_ALL)
    for (const { subject, invariant, found } of rows) this.fault(invariant, `${subject}: ${found}`)
    for (const { invariant, found } of await checkBooks(this.database, this.books, this.world))
      this.fault(invariant, found)
  }

  private async progress(second: number): Promise<string> {
    const { rows } = await this.database.query<{ checks: number }>(COUNT_CHECKS)
    const { done, refused, repeated } = this.done
    const checks = rows[0]?.checks ?? 0
    return `${String(second).padStart(4)} s  ${done} done, ${refused} refused, ${repeated} repeated after ${this.fleet.kills} kills; ${checks} checks at commit`
  }

  private verdict(): boolean {
    const refusals = [...this.refusals].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`)
    console.log(`\nRefused: ${refusals.join(", ") || "nothing"}`)
    if (this.faults.length === 0) {
      const held = INVARIANTS.length + CLIENT_INVARIANTS.length
      console.log(`✔ ${held} invariants held, after every commit and at the end; nothing acknowledged was lost.`)
      return true
    }
    for (const { invariant, found } of this.faults.slice(0, 10)) console.log(`✘ ${invariant}: ${found}`)
    console.log(
      `\nThe last acts before:\n${this.actsAbout(this.faults[0]?.found ?? "")
        .map((line) => `  ${line}`)
        .join("\n")}`,
    )
    console.log(
      `\nSeed ${this.options.seed}. The same seed draws the same schedules; which act meets which is the machine's.`,
    )
    return false
  }

  /** The acts that name what the finding names, or simply the last. */
  private actsAbout(found: string): readonly string[] {
    const named = /\b(?:resitem|cart|shared_cart|flow)_\w+/.exec(found)?.[0]
    const about = named === undefined ? [] : this.last.filter((line) => line.includes(named))
    return (about.length > 0 ? about : this.last).slice(-SHOWN_ACTS)
  }
}
