import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import { LifecycleDesk } from "./lifecycle-desk"
import { MachineShelf } from "./machine-shelf"
import { OrderReplay, type ReplayAsked, type ReplayReport } from "./order-replay"

/** The orders' logs for a command beside the shop: read, folded and compared. It writes nothing. */
export class OrderLogs {
  private constructor(
    private readonly pool: StatementPool,
    private readonly replays: OrderReplay,
    private readonly desk: LifecycleDesk,
  ) {}

  static async open(connection: ConnectionSettings): Promise<OrderLogs> {
    const pool = new StatementPool(connection, 2, "order_logs")
    // Every line names its machine, which is kept; the one that a shop would start with is asked for by none of them.
    const shelf = new MachineShelf()
    try {
      await shelf.read(pool)
    } catch (error) {
      await pool.end()
      throw error
    }
    return new OrderLogs(pool, new OrderReplay(pool, shelf), new LifecycleDesk(pool, shelf))
  }

  replay(asked?: ReplayAsked): Promise<ReplayReport> {
    return this.replays.replay(asked)
  }

  /** An order with its history, as it was then if an instant is given. */
  lifecycle(orderId: string, asOf?: string) {
    return this.desk.lifecycle(orderId, asOf)
  }

  close(): Promise<void> {
    return this.pool.end()
  }
}
