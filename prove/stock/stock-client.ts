import { OrderClient } from "./order-client"
import { LOCATIONS } from "./world"

/** Supply: corrections, counts, levels that come and go, safety stock, receipts and transfers. */
export class StockClient extends OrderClient {
  private readonly goneLevels: string[] = []

  protected async adjust(): Promise<void> {
    const levels = this.shared.world.levels.filter(({ itemId }) => this.itemOf(itemId).supply === "adjusted")
    const chosen = this.shuffled(levels).slice(0, 1 + this.below(2))
    const lines = chosen.map((line) => {
      const units = this.units(this.itemOf(line.itemId), 4)
      return { ...line, quantity: this.random() < 0.55 ? units : -units }
    })
    const answer = await this.ask({ kind: "adjust", key: this.id("adjust"), lines })
    if (answer.outcome === "done") for (const line of lines) this.books.moved(line)
  }

  protected async importCounts(): Promise<void> {
    const lines = this.shared.world.levels
      .filter(({ itemId }) => this.itemOf(itemId).supply === "counted")
      .map((line) => ({ ...line, quantity: this.below(40) }))
    const answer = await this.ask({ kind: "importLevels", key: this.id("import"), lines })
    if (answer.outcome === "done") for (const line of lines) this.books.counted(line)
  }

  protected async levels(): Promise<void> {
    const { id: itemId } = this.pick(this.items(({ supply }) => supply === "levels"))
    const locationId = this.pick(LOCATIONS)
    const draw = this.random()
    if (draw < 0.5) await this.ask({ kind: "createLevel", line: { itemId, locationId, quantity: 6 } })
    else if (draw < 0.7) await this.ask({ kind: "deleteLevel", itemId, locationId })
    else if (draw < 0.85) {
      const answer = await this.ask({ kind: "softDeleteLevel", itemId, locationId })
      if (answer.outcome === "done") this.goneLevels.push(...(answer.value as string[]))
    } else if (this.goneLevels.length > 0) {
      await this.ask({ kind: "restoreLevels", levelIds: [this.pick(this.goneLevels)] })
    }
  }

  protected async safetyStock(): Promise<void> {
    const { itemId, locationId } = this.pick(this.shared.world.levels)
    await this.ask({ kind: "setSafetyStock", itemId, locationId, safetyStock: this.below(3) })
  }

  /** Only for what may be promised beyond supply: units that are expected are promised before they are there. */
  protected async receipt(): Promise<void> {
    const own = [...this.own].find((id) => this.books.receipts.has(id))
    const told = own === undefined ? undefined : this.books.receipts.get(own)
    if (own === undefined || !told) {
      const level = this.pick(this.shared.world.levels.filter(({ itemId }) => this.itemOf(itemId).permitted))
      const line = { ...level, quantity: this.units(this.itemOf(level.itemId), 5) }
      const receiptId = this.id("receipt")
      const answer = await this.ask({ kind: "expectReceipt", receiptId, line, expectedDay: this.someDay() })
      if (answer.outcome !== "done") return
      this.own.add(receiptId)
      this.books.receipts.set(receiptId, { line, left: line.quantity })
      return
    }
    const quantity = Math.min(told.left, this.units(this.itemOf(told.line.itemId), 5))
    const answer = await this.ask(
      this.random() < 0.2
        ? { kind: "cancelReceipt", receiptId: own }
        : { kind: "receiveReceipt", receiptId: own, key: this.id("arrival"), quantity },
    )
    if (answer.outcome !== "done") return
    const arrived = (answer.value as { receipt: { state: string } }).receipt.state !== "canceled"
    if (arrived) this.books.moved({ ...told.line, quantity })
    this.books.receipts.set(own, { ...told, left: told.left - quantity })
    if (!arrived || told.left === quantity) this.own.delete(own)
  }

  protected async transfer(): Promise<void> {
    const own = [...this.own].find((id) => this.books.transfers.has(id))
    const told = own === undefined ? undefined : this.books.transfers.get(own)
    if (own === undefined || !told) return this.requestTransfer()
    const { line, received, dispatched } = told
    if (!dispatched) {
      const cancels = this.random() < 0.25
      const answer = await this.ask({ kind: cancels ? "cancelTransfer" : "dispatchTransfer", transferId: own })
      if (answer.outcome !== "done") return
      if (cancels) this.own.delete(own)
      else {
        this.books.moved({ ...line, quantity: -line.quantity })
        this.books.transfers.set(own, { ...told, dispatched: true })
      }
      return
    }
    const item = this.itemOf(line.itemId)
    const open = line.quantity - received
    // What is lost under way is missing from promises that may stand on it: that takes a permission.
    const short = item.permitted && this.random() < 0.3
    const over = this.random() < 0.15 ? item.step : 0
    const quantity = short ? Math.min(open, item.step) : this.random() < 0.5 ? open + over : Math.min(open, item.step)
    const close = short || quantity >= open
    const answer = await this.ask({
      kind: "receiveTransfer",
      transferId: own,
      key: this.id("arrival"),
      quantity,
      close,
    })
    if (answer.outcome !== "done") return
    this.books.moved({ itemId: line.itemId, locationId: told.toLocationId, quantity })
    this.books.transfers.set(own, { ...told, received: received + quantity, dispatched: !close })
    if (close) this.own.delete(own)
  }

  protected async requestTransfer(): Promise<void> {
    const levels = this.shared.world.levels.filter(({ itemId }) => this.itemOf(itemId).supply === "adjusted")
    const from = this.pick(levels)
    const to = levels.find(({ itemId, locationId }) => itemId === from.itemId && locationId !== from.locationId)
    if (!to) return
    const line = { ...from, quantity: this.units(this.itemOf(from.itemId), 4) }
    const transferId = this.id("transfer")
    const toLocationId = to.locationId
    const answer = await this.ask({
      kind: "requestTransfer",
      transferId,
      line,
      toLocationId,
      expectedDay: this.someDay(),
    })
    if (answer.outcome !== "done") return
    this.own.add(transferId)
    this.books.transfers.set(transferId, { line, toLocationId, received: 0, dispatched: false })
  }

  protected someDay(): string {
    return new Date(Date.now() + (1 + this.below(20)) * 86_400_000).toISOString().slice(0, 10)
  }
}
