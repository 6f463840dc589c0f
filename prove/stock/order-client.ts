import type { Line, OrderLine } from "./act"
import type { OwnReservation } from "./books"
import { CartClient, CLOCKS_DIFFER_MS } from "./cart-client"
import { said } from "./client-base"
import { LOCATIONS } from "./world"

/** Reservations: made, taken over from a hold and undone again, changed, moved, deleted, restored, shipped. */
export class OrderClient extends CartClient {
  protected async reserve(): Promise<void> {
    const lines = this.orderLines(this.random() < 0.5 ? this.lines(1) : this.lines(2 + this.below(2)))
    const answer = await this.ask({ kind: "reserve", key: this.id("order"), lines })
    if (answer.outcome !== "done") return
    const ids = answer.value as string[]
    // Some become everybody's: two staff members work on one order.
    const given = this.random() < 0.25
    for (const [i, line] of lines.entries()) {
      if (given) {
        const item = this.shared.world.items.find(({ id }) => id === line.itemId)
        if (item) this.shared.reservations.push({ id: ids[i] ?? "", item, lineItemId: line.lineItemId })
        if (this.shared.reservations.length > 12) this.shared.reservations.shift()
      } else this.keepReservation(ids[i] ?? "", line, null)
    }
  }

  protected async commit(): Promise<void> {
    const found = this.ownHold()
    if (!found) return
    const [holdId, { lines, expiresAtMs }] = found
    const exact = this.random() < 0.6
    const wanted = this.orderLines(exact ? lines : lines.map((line) => this.otherwise(line)))
    const flowId = this.id("flow")
    const answer = await this.ask({ kind: "commitHold", flowId, holdId, lines: wanted })
    if (answer.outcome !== "done") return
    const reservationIds = answer.value as string[]
    const undoable = exact && expiresAtMs > Date.now() + CLOCKS_DIFFER_MS
    this.books.holds.delete(holdId)
    if (undoable) this.books.orders.set(flowId, { holdId, lines, reservationIds })
    for (const [i, line] of wanted.entries())
      this.keepReservation(reservationIds[i] ?? "", line, undoable ? flowId : null)
    if (undoable) this.own.add(flowId)
  }

  protected async undoCommit(): Promise<void> {
    const flowId = [...this.own].find((id) => this.books.orders.has(id))
    const order = flowId === undefined ? undefined : this.books.orders.get(flowId)
    if (flowId === undefined || !order) return
    const { holdId, lines, reservationIds } = order
    const askedAt = Date.now()
    const graceSeconds = this.pick([1, 600])
    const answer = await this.ask({ kind: "undoCommit", flowId, holdId, graceSeconds, reservationIds })
    if (answer.outcome !== "done") {
      this.shared.fault("acknowledged_acts_are_there", `order ${flowId} could not be undone: ${said(answer)}`)
      return
    }
    this.forgetOrder(flowId)
    for (const id of reservationIds) {
      this.markDeleted(id)
      this.own.delete(id)
    }
    // Exactly what was held before, for the time of grace at least.
    this.books.holds.set(holdId, { lines, expiresAtMs: askedAt + graceSeconds * 1000 })
  }

  protected async change(): Promise<void> {
    const told = this.ownReservation(({ deleted }) => !deleted)
    if (!told) return
    const item = this.itemOf(told.itemId)
    const quantity = this.random() < 0.2 ? told.quantity : this.units(item, 6)
    const locationId = this.random() < 0.3 ? this.pick(LOCATIONS) : undefined
    const answer = await this.ask({
      kind: "changeReservation",
      key: this.id("change"),
      reservationId: told.id,
      quantity,
      ...(locationId && { locationId }),
    })
    if (answer.outcome !== "done") return
    this.books.reservations.set(told.id, { ...told, quantity, order: null })
    if (told.order) this.forgetOrder(told.order)
  }

  protected async remove(): Promise<void> {
    const told = this.ownReservation(({ deleted }) => !deleted)
    if (!told) return
    const draw = this.random()
    const reservationIds = [told.id]
    const answer = await this.ask(
      draw < 0.35
        ? { kind: "deleteReservations", reservationIds }
        : draw < 0.75
          ? { kind: "softDeleteReservations", reservationIds }
          : { kind: "deleteByLine", lineItemId: told.lineItemId },
    )
    if (answer.outcome !== "done") return
    if (told.order) this.forgetOrder(told.order)
    this.markDeleted(told.id)
    // A deleted row is gone; only a soft one can be restored.
    if (draw < 0.35) this.own.delete(told.id)
  }

  protected async restore(): Promise<void> {
    const told = this.ownReservation(({ deleted }) => deleted)
    if (!told) return
    const answer = await this.ask(
      this.random() < 0.6
        ? { kind: "restoreReservations", reservationIds: [told.id] }
        : { kind: "restoreByLine", lineItemId: told.lineItemId },
    )
    if (answer.outcome === "done") this.books.reservations.set(told.id, { ...told, deleted: false })
  }

  protected async ship(): Promise<void> {
    const told = this.ownReservation(({ deleted, itemId }) => !deleted && this.itemOf(itemId).supply === "adjusted")
    if (!told) return
    const quantity = this.random() < 0.5 ? told.quantity : Math.min(told.quantity, this.itemOf(told.itemId).step)
    const line = { itemId: told.itemId, locationId: told.locationId, quantity }
    const left = told.quantity - quantity
    const flowId = this.id("flow")
    const answer = await this.ask({
      kind: "ship",
      flowId,
      reservationId: told.id,
      lineItemId: told.lineItemId,
      line,
      left,
    })
    if (answer.outcome !== "done") return
    if (told.order) this.forgetOrder(told.order)
    this.books.moved({ ...line, quantity: -quantity })
    if (left > 0) this.books.reservations.set(told.id, { ...told, quantity: left, order: null })
    else {
      this.markDeleted(told.id)
      this.own.delete(told.id)
    }
  }

  protected orderLines(lines: readonly Line[]): readonly OrderLine[] {
    return lines.map((line) => ({
      ...line,
      lineItemId: this.id("line"),
      allowBackorder: this.itemOf(line.itemId).permitted && this.random() < 0.5,
    }))
  }

  protected keepReservation(
    id: string,
    { itemId, locationId, quantity, lineItemId }: OrderLine,
    order: string | null,
  ): void {
    this.own.add(id)
    this.books.reservations.set(id, { id, itemId, locationId, quantity, lineItemId, deleted: false, order })
  }

  protected ownReservation(fits: (told: OwnReservation) => boolean): OwnReservation | undefined {
    const all = [...this.own].flatMap((id) => this.books.reservations.get(id) ?? []).filter(fits)
    return all.length > 0 ? this.pick(all) : undefined
  }

  protected markDeleted(id: string): void {
    const told = this.books.reservations.get(id)
    if (told) this.books.reservations.set(id, { ...told, deleted: true, order: null })
  }

  /** What happened to one of its reservations makes the order one that no workflow undoes any more. */
  protected forgetOrder(flowId: string): void {
    for (const id of this.books.orders.get(flowId)?.reservationIds ?? []) {
      const told = this.books.reservations.get(id)
      if (told) this.books.reservations.set(id, { ...told, order: null })
    }
    this.books.orders.delete(flowId)
    this.own.delete(flowId)
  }
}
