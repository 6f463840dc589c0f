import type { Client } from "pg"
import { findings, letTimePass, usesAndOrders } from "./books"
import { CrashPoints, endOf, type Fate } from "./crash-points"
import type { Operation, ProofOptions } from "./options"
import type { ProofShop, Server } from "./proof-shop"
import { Scenes, type Scene } from "./scenes"

/** Where a process is killed. */
export type Point =
  | { readonly kind: "write"; readonly n: number; readonly place: string; readonly fate: Fate }
  | { readonly kind: "provider"; readonly act: string; readonly effect: "not done" | "done" }

export interface Visit {
  readonly operation: Operation
  readonly point: Point
  /** Whether the client asked again, as one does that got no answer. */
  readonly asksAgain: boolean
  readonly findings: readonly string[]
}

const PROVIDER_ACT: Readonly<Record<Operation, string>> = {
  completion: "authorize",
  capture: "capture",
  refund: "refund",
  cancel: "cancel",
  "cancel-paid": "refund",
}

/**
 * Every point at which an operation can be interrupted, one after the other: a process is killed there with SIGKILL, time
 * passes, another process mends, and the books are looked at.
 */
export class CrashMatrix {
  readonly visits: Visit[] = []
  private nextVictim: Promise<Server>

  private constructor(
    private readonly shop: ProofShop,
    private readonly database: Client,
    private readonly points: CrashPoints,
    private readonly keeper: Server,
    private readonly scenes: Scenes,
    private readonly options: ProofOptions,
    private readonly say: (line: string) => void,
  ) {
    this.nextVictim = this.startVictim()
  }

  static async open(
    shop: ProofShop,
    database: Client,
    options: ProofOptions,
    say: (line: string) => void,
  ): Promise<CrashMatrix> {
    const points = new CrashPoints(database)
    // Before any server runs: it locks every table at once, and a server's jobs of the minute lock some in their own order.
    await points.install()
    const keeper = await shop.startKeeper()
    const scenes = await Scenes.open(keeper.baseUrl, database, shop.admin)
    return new CrashMatrix(shop, database, points, keeper, scenes, options, say)
  }

  /** It is awaited when it is needed; that it could not start is heard then. */
  private startVictim(): Promise<Server> {
    const victim = this.shop.startVictim()
    victim.catch(() => undefined)
    return victim
  }

  async run(): Promise<void> {
    for (const operation of this.options.operations) {
      const writes = await this.writesOf(operation)
      this.say(`${operation}: ${writes.length} writes`)
      const all: Point[] = [
        ...writes.flatMap((place, index) =>
          (["not done", "done"] as const).map((fate) => ({ kind: "write", n: index + 1, place, fate }) as const),
        ),
        ...(["not done", "done"] as const).map(
          (effect) => ({ kind: "provider", act: PROVIDER_ACT[operation], effect }) as const,
        ),
      ]
      for (const [index, point] of all.entries()) {
        // The provider's call is where money moves: it is never left out.
        if (point.kind === "write" && index % this.options.every !== 0) continue
        // Neither goes with one fate alone.
        await this.visit(operation, point, index % 4 < 2)
      }
    }
    // The one that was started for the next crash is not needed; it is stopped when it is up.
    await this.nextVictim
  }

  private async writesOf(operation: Operation): Promise<readonly string[]> {
    // The first of each kind compiles and caches; the second is how it is from then on.
    const victim = await this.nextVictim
    const first = await this.scenes.prepare(operation)
    await this.done(first, victim)
    const second = await this.scenes.prepare(operation)
    const writes = await this.points.count(() => this.done(second, victim))
    const wrong = await findings(
      this.database,
      second,
      await this.shop.provider.books(),
      await usesAndOrders(this.database),
    )
    if (wrong.length > 0) throw new Error(`Without any crash: ${wrong.join("; ")}`)
    return writes
  }

  private async done(scene: Scene, { baseUrl }: Server): Promise<void> {
    const { status, body } = await scene.act(baseUrl)
    if (status >= 300) throw new Error(`${scene.operation} is refused: ${status} ${JSON.stringify(body)}`)
  }

  private async visit(operation: Operation, point: Point, asksAgain: boolean): Promise<void> {
    const { provider } = this.shop
    const victim = await this.nextVictim
    const before = await usesAndOrders(this.database)
    const scene = await this.scenes.prepare(operation)
    const fate: Fate = point.kind === "write" ? point.fate : "not done"
    if (point.kind === "write") await this.points.arm(point.n)
    else await provider.next(point.act, point.effect === "done" ? "hold_after" : "hold_before")

    const answer = scene.act(victim.baseUrl)
    answer.catch(() => undefined)
    const there = point.kind === "write" ? await this.points.reached(answer) : await this.held(point.act, answer)
    if (there) {
      process.kill(victim.process.pid, "SIGKILL")
      await victim.process.ended
      await this.points.settle(fate)
      // The call went out with the process that made it: what is held is carried out, or never arrives.
      await provider.control("release", { then: "drop" })
      this.nextVictim = this.startVictim()
    }
    await this.mend(scene, asksAgain)
    const wrong = await findings(this.database, scene, await provider.books(), before)
    this.visits.push({ operation, point, asksAgain, findings: wrong })
    this.say(line(operation, point, asksAgain, there, wrong))
  }

  private async held(act: string, answer: Promise<unknown>): Promise<boolean> {
    const ended = endOf(answer)
    for (;;) {
      if ((await this.shop.provider.books()).held.includes(act)) return true
      if (ended.yet) return false
    }
  }

  private async mend(scene: Scene, asksAgain: boolean): Promise<void> {
    await letTimePass(this.database, "minutes")
    if (asksAgain) await scene.act(this.keeper.baseUrl)
    await letTimePass(this.database, "minutes")
    await this.scenes.reconcile()
    await letTimePass(this.database, "an hour")
    await this.scenes.reconcile()
  }
}

function line(
  operation: Operation,
  point: Point,
  asksAgain: boolean,
  there: boolean,
  wrong: readonly string[],
): string {
  const where =
    point.kind === "write"
      ? `write ${point.n} (${point.place}), ${point.fate}`
      : `inside the provider's ${point.act}, effect ${point.effect}`
  const again = asksAgain ? "asks again" : "walks away"
  const mark = wrong.length > 0 ? "✘" : there ? "✔" : "–"
  return [`${mark} ${operation.padEnd(11)} ${where}; ${again}`, ...wrong.map((one) => `    ${one}`)].join("\n")
}
