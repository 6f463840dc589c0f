import { expectDone, type SqlTx } from "@holdfast/kernel"
import { OrderMachine } from "./domain/decide"
import type { EventFacts } from "./domain/event-facts"
import { extendMachine, versionOf } from "./domain/extend-machine"
import { GUARDS, type GuardAnswers } from "./domain/guards"
import type { Machine } from "./domain/machine"
import { orderTables, type CapturePolicy, type ReviewTimeoutPolicy } from "./domain/order-machine"
import type { OrderState } from "./domain/order-state"
import { proveMachine } from "./domain/prove-machine"
import type { LifecycleExtension, PluginGuard } from "./extensions"
import { liveByMachine, readMachines, saveMachine } from "./store/machines"

/** What a shop chooses of its tables. */
export interface MachinePolicies {
  readonly capture: CapturePolicy
  readonly reviewTimeout: ReviewTimeoutPolicy
}

export const DEFAULT_POLICIES: MachinePolicies = { capture: "before_shipment", reviewTimeout: "reject" }

/** The machines that orders run under: the current one, and those that older orders began with. */
export class MachineShelf {
  private readonly byVersion = new Map<string, OrderMachine>()
  private guards = new Map<string, PluginGuard>()
  current: OrderMachine

  constructor(private readonly policies = DEFAULT_POLICIES) {
    this.current = this.put(machineOf(policies, []))
  }

  /** The machine of a version; the current one for an order that has none yet. */
  of(version: string | null): OrderMachine | null {
    return version === null ? this.current : (this.byVersion.get(version) ?? null)
  }

  /**
   * Takes the extensions in, proves the tables, keeps them, and takes the older ones from where they are kept.
   *
   * @throws when tables are broken, or orders would be left under ones that this start cannot follow
   */
  async open(tx: SqlTx, extensions: readonly LifecycleExtension[]): Promise<void> {
    this.guards = new Map(extensions.flatMap(({ guards = {} }) => Object.entries(guards)))
    const tables = machineOf(this.policies, extensions)
    const faults = proveMachine(tables, { guards: [...this.guards.keys()] })
    if (faults.length > 0) {
      throw new Error(`The order machine is broken: ${faults.map(({ message }) => message).join(" ")}`)
    }
    this.current = this.put(tables)
    await saveMachine(tx, tables.version, tables)
    await this.read(tx)
    this.refuseStranded(await liveByMachine(tx))
  }

  /** Takes the machines that are kept, and writes nothing. */
  async read(tx: SqlTx): Promise<void> {
    for (const { version, tables } of await readMachines(tx)) {
      if (!this.byVersion.has(version)) this.put(tables as Machine)
    }
  }

  /** What plugins' guards say of an event. Asks nobody unless a row of theirs may be met. */
  async ask(
    machine: OrderMachine,
    order: OrderState,
    asked: { readonly orderId: string; readonly event: string; readonly facts?: EventFacts },
  ): Promise<GuardAnswers> {
    const names = machine.guardsToAsk(order, asked.event)
    if (names.length === 0) return NOBODY_ASKED
    const answers = names.map(async (name) => {
      const { orderId, event, facts = {} } = asked
      return [name, (await this.guards.get(name)?.({ orderId, event, facts, order })) ?? null] as const
    })
    return Object.fromEntries(await Promise.all(answers))
  }

  private put(tables: Machine): OrderMachine {
    const machine = new OrderMachine(tables)
    this.byVersion.set(tables.version, machine)
    return machine
  }

  private refuseStranded(live: Awaited<ReturnType<typeof liveByMachine>>): void {
    for (const version of new Set(live.map(({ machine }) => machine))) {
      const orders = live.filter(({ machine }) => machine === version)
      const counts = orders.map(({ state, count }) => `${count} ${state}`).join(", ")
      const machine = this.byVersion.get(version)
      if (!machine) throw new Error(`Orders run under machine ${version}, which is not kept: ${counts}. Restore it.`)
      const gone = guardsOf(machine.tables).filter((name) => !(name in GUARDS) && !this.guards.has(name))
      if (gone.length === 0) continue
      throw new Error(
        `Orders that began under machine ${version} need ${gone.join(", ")}, which this start does not have: ${counts}. ` +
          "Install the plugin that has it until they are finished.",
      )
    }
  }
}

const NOBODY_ASKED: GuardAnswers = {}

function machineOf({ capture, reviewTimeout }: MachinePolicies, extensions: readonly LifecycleExtension[]): Machine {
  const added = extensions.map(({ guards = {}, ...extension }) => ({ ...extension, guards: Object.keys(guards) }))
  const tables = expectDone(extendMachine(orderTables(capture, reviewTimeout), added))
  return { ...tables, version: versionOf(tables) }
}

const guardsOf = ({ rows }: Machine): readonly string[] => [...new Set(rows.flatMap(({ guards = [] }) => guards))]
