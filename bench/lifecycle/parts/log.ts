import type { Measure } from "../part"

const TABLES = {
  log: "order_lifecycle_transition",
  orders: "order_lifecycle_order",
  outbox: "message_log_outbox",
} as const

/** What ten transitions of an order leave behind, indexes included. */
export const measureLog: Measure = async ({ server, database, options, filled }) => {
  const bytes = async (table: string) => {
    const [row] = await server.query<{ bytes: string }>(database, "select pg_total_relation_size($1) as bytes", [table])
    return Number(row?.bytes ?? NaN) / options.orders
  }
  const [log, order, outbox] = [await bytes(TABLES.log), await bytes(TABLES.orders), await bytes(TABLES.outbox)]
  const transitions = filled.transitions / options.orders
  return {
    title: `What ${transitions} transitions of an order leave behind, indexes included`,
    compared: [],
    figures: {
      "bytes of log for each order": log,
      "bytes of log for each transition": log / transitions,
      "bytes of what is kept beside the log for each order": order,
      "bytes of events to publish for each order, until they are": outbox,
      "transitions/s while filling, 400 callers": filled.transitions / filled.seconds,
    },
    goals: [],
    noise: [],
  }
}
