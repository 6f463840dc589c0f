// One server process of the proof: carries out acts with the real module, many at once, until it is killed.
import type { Act, Answer } from "./act"
import { loadStock, migrateStock } from "./load-stock"
import { perform } from "./perform"
import type { StockService } from "./stock-service"
import { ITEMS, type World } from "./world"

export type Order =
  | { readonly do: "migrate"; readonly root: string; readonly databaseUrl: string }
  | { readonly do: "load"; readonly root: string; readonly databaseUrl: string }
  | { readonly do: "act"; readonly number: number; readonly act: Act }

export type Report =
  | { readonly done: "migrate"; readonly world: World }
  | { readonly done: "load" }
  | { readonly done: "act"; readonly number: number; readonly answer: Answer }
  | { readonly done: "broken"; readonly message: string }

let stock: StockService | undefined

process.on("message", (order: Order) => {
  void obey(order).then(
    (report) => process.send?.(report),
    (error: unknown) => process.send?.({ done: "broken", message: describe(error) } satisfies Report),
  )
})
// Without its parent nobody would ever end it.
process.once("disconnect", () => process.exit(0))

async function obey(order: Order): Promise<Report> {
  switch (order.do) {
    case "migrate":
      await migrateStock(order.root, order.databaseUrl)
      return { done: "migrate", world: await stockUp(await loadStock(order.root, order.databaseUrl)) }
    case "load":
      stock = await loadStock(order.root, order.databaseUrl)
      return { done: "load" }
    case "act":
      return { done: "act", number: order.number, answer: await answer(order.act) }
  }
}

async function stockUp(service: StockService): Promise<World> {
  const made = await service.createInventoryItems(
    ITEMS.map(({ sku, step }) => ({ sku, ...(step < 1 && { unit_of_measure: "kg" }) })),
  )
  const items = ITEMS.map((item) => ({ ...item, id: made.find(({ sku }) => sku === item.sku)?.id ?? "" }))
  const levels = items.flatMap(({ id, stock: stocked }) =>
    Object.entries(stocked).map(([locationId, quantity]) => ({ itemId: id, locationId, quantity })),
  )
  await service.createInventoryLevels(
    levels.map(({ itemId, locationId, quantity }) => ({
      inventory_item_id: itemId,
      location_id: locationId,
      stocked_quantity: quantity,
    })),
  )
  return { items, levels }
}

async function answer(act: Act): Promise<Answer> {
  if (!stock) return { outcome: "failed", message: "The process was asked before it had loaded the module." }
  try {
    const value = await perform(stock, act)
    if (!isRefusal(value)) return { outcome: "done", value: isDone(value) ? value.value : value }
    return { outcome: "refused", code: value.code, message: value.message }
  } catch (error) {
    const { code, type, message } = error as { code?: unknown; type?: unknown; message?: string }
    // The host's refusals have a type; anything else is a fault.
    if (typeof type === "string" && (typeof code === "string" || type === "not_found" || type === "invalid_data")) {
      return { outcome: "refused", code: typeof code === "string" ? code : type, message: message ?? "" }
    }
    return { outcome: "failed", message: describe(error) }
  }
}

const isRefusal = (value: unknown): value is { code: string; message: string } =>
  typeof value === "object" && value !== null && "ok" in value && value.ok === false

const isDone = (value: unknown): value is { value: unknown } =>
  typeof value === "object" && value !== null && "ok" in value && value.ok === true

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, detail, where } = error as { code?: string; detail?: string; where?: string }
  return [code !== "PROOF" && code, error.message, detail, where, error.stack?.split("\n").slice(1, 4).join("\n")]
    .filter(Boolean)
    .join("\n")
}
