import type { Act, ActKind, OrderLine } from "./act"
import type { StockService } from "./stock-service"

type Performers = {
  readonly [Kind in ActKind]: (stock: StockService, act: Extract<Act, { kind: Kind }>) => Promise<unknown>
}

/** The context a caller with a key of its own gives. */
const keyed = (idempotencyKey: string) => ({ idempotencyKey })

/** The context a step of a running workflow gives: its key is made of the workflow's id and the step's name. */
const stepOf = (transactionId: string, step: string, does: "invoke" | "compensate" = "invoke") => ({
  transactionId,
  idempotencyKey: `proof:${transactionId}:${step}:${does}`,
})

const reservationOf = ({ itemId, locationId, quantity, lineItemId, allowBackorder }: OrderLine) => ({
  inventory_item_id: itemId,
  location_id: locationId,
  quantity,
  line_item_id: lineItemId,
  ...(allowBackorder && { allow_backorder: true }),
})

/** How each act is asked of the module: as the host's workflows and our own ask it. */
const PERFORM: Performers = {
  placeHold: (stock, { holdId, lines, ttlSeconds }) => stock.placeHold({ holdId, lines, ttlSeconds }),

  holdCart: (stock, { lines, locationIds, allowBackorder, holdId, strategy, ttlSeconds, capSeconds }) =>
    stock.holdCart({
      ...{ holdId, strategy, ttlSeconds, capSeconds },
      lines: lines.map((line) => ({ ...line, allowBackorder })),
      locations: locationIds.map((locationId, priority) => ({ locationId, priority, country: "de" })),
      destination: { country: "de", postalCode: "10115" },
    }),

  releaseHold: (stock, { holdId }) => stock.releaseHold(holdId),

  readHold: (stock, { holdId }) => stock.retrieveHold(holdId),

  reserve: async (stock, { key, lines }) =>
    (await stock.createReservationItems(lines.map(reservationOf), keyed(key))).map(({ id }) => id),

  commitHold: async (stock, { flowId, holdId, lines }) => {
    stock.beginFlow(flowId, { holdId, graceSeconds: 60 })
    try {
      const made = await stock.createReservationItems(lines.map(reservationOf), stepOf(flowId, "reserve"))
      return made.map(({ id }) => id)
    } finally {
      stock.endFlow(flowId)
    }
  },

  undoCommit: async (stock, { flowId, holdId, graceSeconds, reservationIds }) => {
    stock.beginFlow(flowId, { holdId, graceSeconds })
    try {
      await stock.deleteReservationItems([...reservationIds], stepOf(flowId, "reserve", "compensate"))
    } finally {
      stock.endFlow(flowId)
    }
  },

  changeReservation: async (stock, { key, reservationId: id, quantity, locationId }) => {
    const change = { id, quantity, ...(locationId && { location_id: locationId }) }
    await stock.updateReservationItems([change], keyed(key))
  },

  deleteReservations: (stock, { reservationIds }) => stock.deleteReservationItems([...reservationIds]),

  softDeleteReservations: async (stock, { reservationIds }) => {
    await stock.softDeleteReservationItems([...reservationIds])
  },

  restoreReservations: async (stock, { reservationIds }) => {
    await stock.restoreReservationItems([...reservationIds])
  },

  deleteByLine: (stock, { lineItemId }) => stock.deleteReservationItemsByLineItem(lineItemId),

  restoreByLine: (stock, { lineItemId }) => stock.restoreReservationItemsByLineItem(lineItemId),

  // The two steps of the host's fulfilment, which are two transactions.
  ship: async (stock, { flowId, reservationId, lineItemId, line, left }) => {
    stock.beginFlow(flowId, { fulfilment: { kind: "create", lineItemIds: [lineItemId], explicitLocation: false } })
    try {
      await adjustAll(stock, [{ ...line, quantity: -line.quantity }], stepOf(flowId, "adjust"))
      if (left === 0) await stock.deleteReservationItems([reservationId], stepOf(flowId, "reduce"))
      else await stock.updateReservationItems([{ id: reservationId, quantity: left }], stepOf(flowId, "reduce"))
    } finally {
      stock.endFlow(flowId)
    }
  },

  adjust: (stock, { key, lines }) => adjustAll(stock, lines, keyed(key)),

  importLevels: async (stock, { key, lines }) => {
    const counts = lines.map(({ itemId, locationId, quantity }) => ({
      inventory_item_id: itemId,
      location_id: locationId,
      stocked_quantity: quantity,
    }))
    await stock.updateInventoryLevels(counts, keyed(key))
  },

  createLevel: async (stock, { line: { itemId, locationId, quantity } }) => {
    await stock.createInventoryLevels([
      { inventory_item_id: itemId, location_id: locationId, stocked_quantity: quantity },
    ])
  },

  deleteLevel: (stock, { itemId, locationId }) => stock.deleteInventoryLevel(itemId, locationId),

  softDeleteLevel: async (stock, { itemId, locationId }) => {
    const levels = await stock.listInventoryLevels({ inventory_item_id: itemId, location_id: locationId })
    const ids = levels.map(({ id }) => id)
    if (ids.length > 0) await stock.softDeleteInventoryLevels(ids)
    return ids
  },

  restoreLevels: async (stock, { levelIds }) => {
    await stock.restoreInventoryLevels([...levelIds])
  },

  setSafetyStock: (stock, { itemId, locationId, safetyStock }) =>
    stock.setStockLevel({ itemId, locationId }, { safetyStock }),

  expectReceipt: (stock, { receiptId, line, expectedDay }) =>
    stock.createReceipt({ id: receiptId, ...line, expectedDay }),

  receiveReceipt: (stock, { receiptId, key, quantity }) => stock.receiveReceipt(receiptId, { key, quantity }),

  cancelReceipt: (stock, { receiptId }) => stock.cancelReceipt(receiptId),

  requestTransfer: (stock, { transferId, line: { itemId, locationId, quantity }, toLocationId, expectedDay }) =>
    stock.requestTransfer({
      ...{ id: transferId, itemId, quantity, expectedDay },
      ...{ fromLocationId: locationId, toLocationId },
    }),

  dispatchTransfer: (stock, { transferId }) => stock.dispatchTransfer(transferId),

  receiveTransfer: (stock, { transferId, key, quantity, close }) =>
    stock.receiveTransfer(transferId, { key, quantity, close }),

  cancelTransfer: (stock, { transferId }) => stock.cancelTransfer(transferId),

  sweep: (stock) => stock.sweepExpiredHolds(),

  project: (stock) => stock.projectStaleLevels(),
}

async function adjustAll(
  stock: StockService,
  lines: readonly { itemId: string; locationId: string; quantity: number }[],
  context: object,
): Promise<void> {
  const adjustments = lines.map(({ itemId, locationId, quantity }) => ({
    inventoryItemId: itemId,
    locationId,
    adjustment: quantity,
  }))
  // The host's declaration has the context second, and the method reads the fourth: both get it.
  const adjust = stock.adjustInventory.bind(stock) as (...args: unknown[]) => Promise<unknown>
  await adjust(adjustments, undefined, undefined, context)
}

export function perform<Kind extends ActKind>(
  stock: StockService,
  act: Extract<Act, { kind: Kind }>,
): Promise<unknown> {
  return (PERFORM as Record<ActKind, (stock: StockService, act: Act) => Promise<unknown>>)[act.kind](stock, act)
}
