/** SQL for rows of one thing as a JSON list, oldest first: the host's ids sort by when they were made. */
export const list = (from: string, row = "to_jsonb(r)", order = "r.id"): string =>
  `coalesce((select jsonb_agg(${row} order by ${order}) from ${from}), '[]'::jsonb)`

/** The rows of `table` that belong to `id` by their column `key`, but for deleted ones. */
export const listOf = (table: string, key: string, id: string): string =>
  list(`${table} r where r.${key} = ${id} and r.deleted_at is null`)
