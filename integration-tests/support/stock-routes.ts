import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { ROOT } from "./start-command"

export interface StockRoute {
  readonly method: "GET" | "POST" | "DELETE"
  /** As its folder says it: `/admin/atp/receipts/[id]/receive`. */
  readonly path: string
}

const API = path.join(ROOT, "modules", "atp", "src", "api")

/** Every route of the stock module, read from its folder: a new one is asked for its login and fuzzed from its first day. */
export function stockRoutes(): readonly StockRoute[] {
  return readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .sort()
    .flatMap((file) =>
      [...readFileSync(path.join(API, file), "utf8").matchAll(/^export async function (GET|POST|DELETE)\(/gm)].map(
        ([, method]) => ({
          method: method as StockRoute["method"],
          path: `/${path.dirname(file).split(path.sep).join("/")}`,
        }),
      ),
    )
}

/** A route's address, with ids in the places for them, in their order. */
export function addressOf(route: StockRoute, ids: readonly string[]): string {
  let at = 0
  return route.path.replaceAll(/\[\w+\]/g, () => encodeURIComponent(ids[at++] ?? "id"))
}
