import type { SqlTx } from "@holdfast/kernel"

const READ = `
select (select jsonb_object_agg(name, value) from stacking_setting) as settings,
       (select jsonb_object_agg(promotion_id, source) from stacking_fields) as fields`

/** What the shop decided: resolutions by name, and stacking fields by promotion. */
export async function readSettings(tx: SqlTx): Promise<{
  readonly settings: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, unknown>>
}> {
  const [row] = await tx.query<{ settings: Record<string, string> | null; fields: Record<string, unknown> | null }>(
    READ,
    [],
  )
  return { settings: row?.settings ?? {}, fields: row?.fields ?? {} }
}

const SET = `
insert into stacking_setting (name, value) values ($1, $2)
on conflict (name) do update set value = excluded.value`

/** @param name `resolution`, or `campaign:` and the campaign's identifier */
export async function saveSetting(tx: SqlTx, name: string, value: string): Promise<void> {
  await tx.query(SET, [name, value])
}

const DROP = `delete from stacking_setting where name = $1`
export async function dropSetting(tx: SqlTx, name: string): Promise<void> {
  await tx.query(DROP, [name])
}

const SET_FIELDS = `
insert into stacking_fields (promotion_id, source) values ($1, $2::jsonb)
on conflict (promotion_id) do update set source = excluded.source, updated_at = now()`
export async function saveFields(tx: SqlTx, promotionId: string, source: unknown): Promise<void> {
  await tx.query(SET_FIELDS, [promotionId, JSON.stringify(source)])
}

const DROP_FIELDS = `delete from stacking_fields where promotion_id = $1`
export async function dropFields(tx: SqlTx, promotionId: string): Promise<void> {
  await tx.query(DROP_FIELDS, [promotionId])
}
