import type { SqlTx } from "@holdfast/kernel"

// A code that is the id of another entry is that of the promotion which stands for it.
const FIND = `
with sent as (
  select * from jsonb_to_recordset($1::jsonb) as s (entry text, code text)
), others as (
  select id, jsonb_array_elements_text(
           case jsonb_typeof(source->'codes') when 'array' then source->'codes' else jsonb_build_array(source->'codes') end) as code
    from stacking_entry
   where deleted_at is null and status = 'active' and source->'codes' is not null and id <> all($2::text[])
)
select s.entry, s.code, 'entry ' || o.id as owner from sent s join others o using (code)
union all
select s.entry, s.code, 'promotion ' || p.code from sent s join promotion p on p.code = s.code and p.deleted_at is null
 where not exists (select from stacking_entry e where e.promotion_id = p.id and e.id = s.entry)
union all
select s.entry, s.code, 'code batch ' || c.batch_id from sent s join stacking_code c on c.code = upper(btrim(s.code))
 order by 1, 2, 3 limit 200`

/** A code that an entry wants, and whose it is already. */
export interface TakenCode {
  readonly entry: string
  readonly code: string
  readonly owner: string
}

/** Codes of entries that others have: active entries that are not sent, promotions of the host's own, batches of codes. */
export const findTakenCodes = (
  tx: SqlTx,
  wanted: readonly { readonly entry: string; readonly code: string }[],
  sentIds: readonly string[],
): Promise<readonly TakenCode[]> => tx.query<TakenCode>(FIND, [JSON.stringify(wanted), sentIds])
