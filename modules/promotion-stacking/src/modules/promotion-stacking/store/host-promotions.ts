import type { SqlTx } from "@holdfast/kernel"

/** What the host's tables have to know of an entry, so that its pages, carts and orders can name it. */
export interface StandIn {
  readonly id: string
  readonly code: string
  readonly automatic: boolean
  readonly status: string
}

// A benefit of 0 %: should the shop ever run without this module, the host gives nothing away in its place.
const SAVE = `
with sent as (
  select * from jsonb_to_recordset($1::jsonb) as s (id text, code text, automatic boolean, status text)
), promotions as (
  insert into promotion (id, code, is_automatic, type, status, metadata)
  select id, code, automatic, 'standard', status, jsonb_build_object('stacking_entry', code) from sent
  on conflict (id) do update set is_automatic = excluded.is_automatic, status = excluded.status, deleted_at = null,
                                 updated_at = now()
  returning id
)
insert into promotion_application_method (id, value, raw_value, type, target_type, allocation, promotion_id)
select 'proappmet_' || id, 0, '{"value":"0","precision":20}', 'percentage', 'items', 'across', id from promotions
on conflict (id) do nothing`

export async function saveStandIns(tx: SqlTx, promotions: readonly StandIn[]): Promise<void> {
  await tx.query(SAVE, [JSON.stringify(promotions)])
}

const REMOVE = `update promotion set deleted_at = now(), updated_at = now() where id = $1 and deleted_at is null`

export async function removeStandIn(tx: SqlTx, id: string): Promise<void> {
  await tx.query(REMOVE, [id])
}

const TAKEN = `
select code from promotion p
 where code = any($1::text[]) and deleted_at is null
   and not exists (select from stacking_entry e where e.promotion_id = p.id)`

/** Codes that promotions of the host's own have. */
export async function codesTaken(tx: SqlTx, codes: readonly string[]): Promise<readonly string[]> {
  return (await tx.query<{ code: string }>(TAKEN, [codes])).map((row) => row.code)
}

const OWN = `
select code, is_automatic as automatic from promotion p
 where deleted_at is null and status = 'active'
   and not exists (select from stacking_entry e where e.promotion_id = p.id)`

/** Active promotions of the host's own, by code: whether they apply by themselves. */
export async function readHostCodes(tx: SqlTx): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.query<{ code: string; automatic: boolean }>(OWN, [])
  return new Map(rows.map(({ code, automatic }) => [code, automatic]))
}
