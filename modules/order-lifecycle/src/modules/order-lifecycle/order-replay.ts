import { canonicalHash, expectDone, type SqlTx } from "@holdfast/kernel"
import { foldLog, type LoggedTransition } from "./domain/lifecycle-log"
import { AXES } from "./domain/machine"
import { whatHappened } from "./domain/observed-order"
import type { OrderState } from "./domain/order-state"
import { lineOfRow } from "./logged-lines"
import type { MachineShelf } from "./machine-shelf"
import { observedOrder } from "./observe"
import { factsOf, stateFrom, type FactsJson } from "./state-json"
import { fileDifference, openDifferences, resolveDifferences, type Difference } from "./store/differences"
import { lostOrders } from "./store/lost-orders"
import { observeOrders, type ObservedRow } from "./store/observe-orders"
import { readLogs } from "./store/read-log"
import { nextOrders, readOrders, type KeptOrder, type OrderRead } from "./store/read-orders"

export interface ReplayReport {
  readonly orders: number
  readonly transitions: number
  readonly differences: readonly Difference[]
}

export interface ReplayAsked {
  readonly orderId?: string | undefined
  /** Compares nothing with the present; it only says what the log says. */
  readonly asOf?: string | undefined
  readonly onProgress?: (orders: number, transitions: number) => void
  /** Told what each order is by its log. One whose log does not fit is not among them. */
  readonly onOrder?: (orderId: string, state: string) => void
}

const ORDERS_AT_ONCE = 500
const KINDS = ["log_broken", "state_differs", "host_differs"] as const

/** Some orders as they are kept, and after that their logs and the host's records of them. */
interface Page {
  readonly orders: readonly OrderRead[]
  readonly logs: ReadonlyMap<string, readonly LoggedTransition[]>
  readonly seen: ReadonlyMap<string, ObservedRow>
}

/** Folds logs again and compares what they say with what is kept, and with the host's own records. */
export class OrderReplay {
  constructor(
    private readonly tx: SqlTx,
    private readonly shelf: MachineShelf,
  ) {}

  async replay(asked: ReplayAsked = {}): Promise<ReplayReport> {
    const differences: Difference[] = []
    let [orders, transitions] = [0, 0]
    for await (const page of this.pages(asked)) {
      for (const log of page.logs.values()) transitions += log.length
      // At an instant, those that were there by then.
      orders += asked.asOf ? page.logs.size : page.orders.length
      differences.push(...(await this.confirmed(this.compare(page, asked))))
      asked.onProgress?.(orders, transitions)
    }
    if (!asked.asOf) {
      for (const { order_id: orderId, lines } of await lostOrders(this.tx, asked.orderId ?? null)) {
        const expected = `an order of ${lines} lines`
        differences.push({ orderId, kind: "state_differs", found: "nothing is kept of it but its log", expected })
      }
    }
    return { orders, transitions, differences }
  }

  /** The same, filed: what differs is kept until it is put right. */
  async check(asked: Omit<ReplayAsked, "asOf"> = {}): Promise<ReplayReport> {
    const report = await this.replay(asked)
    for (const difference of report.differences) await fileDifference(this.tx, difference)
    await this.resolve(asked.orderId, report.differences)
    return report
  }

  /** The next one is read while one is folded. */
  private async *pages({ orderId, asOf }: ReplayAsked): AsyncGenerator<Page> {
    let next = orderId ? this.page([orderId], asOf) : this.pageAfter("", asOf)
    for (;;) {
      const page = await next
      const last = page.orders.at(-1)
      if (!last) return
      next = orderId ? Promise.resolve(NOTHING) : this.pageAfter(last.orderId, asOf)
      // Whoever asks for it is told of its failure; nobody may ask, when this page fails first.
      next.catch(() => undefined)
      yield page
    }
  }

  private async pageAfter(after: string, asOf: string | undefined): Promise<Page> {
    return this.page(await nextOrders(this.tx, after, ORDERS_AT_ONCE), asOf)
  }

  /** Orders before their logs: a log that is shorter than its order says was cut, and none has grown meanwhile. */
  private async page(ids: readonly string[], asOf: string | undefined): Promise<Page> {
    if (ids.length === 0) return NOTHING
    const orders = (await readOrders(this.tx, ids)).filter(({ kept }) => kept)
    const [rows, seen] = await Promise.all([
      readLogs(this.tx, ids, asOf ?? null),
      asOf ? [] : observeOrders(this.tx, ids),
    ])
    const logs = new Map<string, LoggedTransition[]>()
    for (const row of rows) {
      const log = logs.get(row.order_id)
      if (log) log.push(lineOfRow(row))
      else logs.set(row.order_id, [lineOfRow(row)])
    }
    return { orders, logs, seen: new Map(seen.map((row) => [row.order_id, row])) }
  }

  private compare({ orders, logs, seen }: Page, { asOf, onOrder }: ReplayAsked): readonly Found[] {
    return orders.flatMap((order): readonly Found[] => {
      const { orderId, kept } = order
      const log = logs.get(orderId) ?? []
      const found = (kind: Difference["kind"], what: string, expected: string): readonly Found[] => [
        { difference: { orderId, kind, found: what, expected }, order, lines: log.length },
      ]
      if (!kept) return []
      const folded = foldLog((version) => this.shelf.of(version), asOf ? log : log.slice(0, kept.sequence))
      if (!folded.ok) return found("log_broken", folded.message, "A log that fits.")
      if (folded.value) onOrder?.(orderId, folded.value.published)
      if (asOf) return []
      if (!folded.value || log.length !== kept.sequence) {
        return found("state_differs", `${log.length} lines in its log`, `${kept.sequence} lines`)
      }
      const { state, published, hash } = folded.value
      if (kept.headHash !== hash || !isKept(kept, published, state)) {
        return found("state_differs", `kept: ${keptText(kept)}`, `by its log: ${stateText(published, state)}`)
      }
      const record = seen.get(orderId)
      const untold = record && !order.permit ? whatHappened(state, observedOrder(record)) : []
      if (untold.length === 0) return []
      const events = untold.map(({ event }) => event).join(", ")
      return found("host_differs", events, `the host's records as the log says: ${published}`)
    })
  }

  /** Without what only looked different because the order moved on between the reads; the next run sees that. */
  private async confirmed(found: readonly Found[]): Promise<readonly Difference[]> {
    const ids = found.filter(mayHaveMoved).map(({ order }) => order.orderId)
    const again = ids.length > 0 ? await readOrders(this.tx, ids) : []
    const now = new Map(again.map((order) => [order.orderId, order]))
    return found.flatMap((one) => {
      const order = now.get(one.order.orderId)
      const moved = order && (order.permit !== null || order.kept?.sequence !== one.order.kept?.sequence)
      return moved ? [] : [one.difference]
    })
  }

  private async resolve(orderId: string | undefined, found: readonly Difference[]): Promise<void> {
    const open = await openDifferences(this.tx, KINDS, orderId ?? null)
    const still = new Set(found.map((one) => `${one.kind} ${one.orderId}`))
    for (const { order_id, kind } of open) {
      if (!still.has(`${kind} ${order_id}`)) await resolveDifferences(this.tx, [order_id], [kind])
    }
  }
}

interface Found {
  readonly difference: Difference
  readonly order: OrderRead
  readonly lines: number
}

const NOTHING: Page = { orders: [], logs: new Map(), seen: new Map() }

/** A log that is longer than its order said, and a host's record that is ahead of it. */
const mayHaveMoved = ({ difference: { kind }, order, lines }: Found): boolean =>
  kind === "host_differs" || lines > (order.kept?.sequence ?? 0)

/** Compared as they are stored, so that what folding finds is what was kept. */
const isKept = ({ state, axes, facts }: KeptOrder, published: string, found: OrderState): boolean =>
  state === published &&
  AXES.every((axis) => axes[axis] === found.axes[axis]) &&
  factsHash(stateFrom(axes, facts as FactsJson)) === factsHash(found)

const stateText = (published: string, state: OrderState): string =>
  [published, ...AXES.map((axis) => `${axis} ${state.axes[axis]}`), factsHash(state).slice(0, 16)].join(", ")

const keptText = ({ state, axes, facts }: KeptOrder): string => stateText(state, stateFrom(axes, facts as FactsJson))

const factsHash = (state: OrderState): string => expectDone(canonicalHash(factsOf(state)))
