import type { Line } from "./act"
import type { World } from "./world"

/** A reservation that one client alone speaks of, as it was last acknowledged. */
export interface OwnReservation {
  readonly id: string
  readonly itemId: string
  readonly locationId: string
  readonly lineItemId: string
  readonly quantity: number
  readonly deleted: boolean
  /** The order that took it from a hold, while that can still be undone. */
  readonly order: string | null
}

/** A hold that one client alone speaks of. */
export interface OwnHold {
  readonly lines: readonly Line[]
  readonly expiresAtMs: number
}

/** An order that took over exactly the lines of a hold. */
export interface OwnOrder {
  readonly holdId: string
  readonly lines: readonly Line[]
  readonly reservationIds: readonly string[]
}

/** Units that one client moves from one location to another. */
export interface OwnTransfer {
  readonly line: Line
  readonly toLocationId: string
  readonly received: number
  readonly dispatched: boolean
}

/** Units that one client expects from outside. */
export interface OwnReceipt {
  readonly line: Line
  readonly left: number
}

/**
 * What the clients were told, kept apart from the database: each client keeps what only it speaks of, and units that
 * came and went are summed over all of them.
 */
export class Books {
  readonly holds = new Map<string, OwnHold>()
  readonly reservations = new Map<string, OwnReservation>()
  readonly orders = new Map<string, OwnOrder>()
  readonly transfers = new Map<string, OwnTransfer>()
  readonly receipts = new Map<string, OwnReceipt>()
  private readonly onHand = new Map<string, number>()

  constructor(world: World) {
    for (const line of world.levels) this.onHand.set(levelOf(line), line.quantity)
  }

  /** Units that came (or went, below 0), once for each acknowledged act. */
  moved(line: Line): void {
    this.onHand.set(levelOf(line), (this.onHand.get(levelOf(line)) ?? 0) + line.quantity)
  }

  counted(line: Line): void {
    this.onHand.set(levelOf(line), line.quantity)
  }

  /** Units of an item that must be on the shelves, over all locations: which of them an order was shipped from is the module's choice. */
  onHandOf(itemId: string): number {
    let units = 0
    for (const [level, quantity] of this.onHand) if (level.startsWith(`${itemId} `)) units += quantity
    return units
  }

  /** Units of an item that have left one location and not reached the other. */
  underWayOf(itemId: string): number {
    let units = 0
    for (const { line, received, dispatched } of this.transfers.values()) {
      if (dispatched && line.itemId === itemId) units += Math.max(0, line.quantity - received)
    }
    return units
  }
}

const levelOf = ({ itemId, locationId }: Line) => `${itemId} ${locationId}`
