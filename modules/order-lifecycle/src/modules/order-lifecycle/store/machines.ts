import type { SqlTx } from "@holdfast/kernel"

export const saveMachine = (tx: SqlTx, version: string, tables: object) =>
  tx.query(`insert into order_lifecycle_machine (version, tables) values ($1, $2::jsonb) on conflict do nothing`, [
    version,
    JSON.stringify(tables),
  ])

export const readMachines = (tx: SqlTx) =>
  tx.query<{ version: string; tables: unknown }>(
    `select version, tables from order_lifecycle_machine order by created_at`,
    [],
  )

/** How many orders there are in each published state, by the tables that they run under. */
export const liveByMachine = (tx: SqlTx) =>
  tx.query<{ machine: string; state: string; count: number }>(
    `select machine, state, count(*)::int as count from order_lifecycle_order group by machine, state order by machine, state`,
    [],
  )
