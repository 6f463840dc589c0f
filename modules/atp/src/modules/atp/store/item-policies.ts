import type { SqlTx } from "@holdfast/kernel"
import type { ItemPolicy } from "../domain/item-policy"
import type { LevelKey } from "../domain/stock-level"

// The levels first and in key order, as everywhere; then the policies, also in the order of their key.
const LOCK_LEVELS = `
select s.item_id as "itemId", s.location_id as "locationId", greatest(
         scale(trim_scale(s.on_hand)), scale(trim_scale(s.allocated)), scale(trim_scale(s.held)),
         scale(trim_scale(s.transit_out)), scale(trim_scale(s.transit_in)), scale(trim_scale(s.safety_stock))) as finest
  from atp_stock_level s where s.item_id = any ($1::text[])
 order by s.item_id, s.location_id for update`
const LOCK_POLICIES = `
select p.item_id from atp_item_policy p where p.item_id = any ($1::text[]) order by p.item_id for no key update`

const READ = `
select i.id as "itemId", p.decimals, p.lead_time_days as "leadTimeDays", p.backorder_limit::float8 as "backorderLimit",
       p.preorder_cap::float8 as "preorderCap", p.preorder_release_day::text as "preorderReleaseDay",
       p.item_id is not null as kept
  from inventory_item i left join atp_item_policy p on p.item_id = i.id
 where i.id = any ($1::text[]) and i.deleted_at is null`

const SAVE = `
insert into atp_item_policy (item_id, decimals, lead_time_days, backorder_limit, preorder_cap, preorder_release_day)
select * from unnest($1::text[], $2::int[], $3::int[], $4::numeric[], $5::numeric[], $6::date[])
on conflict (item_id) do update set decimals = excluded.decimals, lead_time_days = excluded.lead_time_days,
  backorder_limit = excluded.backorder_limit, preorder_cap = excluded.preorder_cap,
  preorder_release_day = excluded.preorder_release_day`

/** Locks every level of the items, and answers the most places after the point that a quantity has at each. */
export function lockItemLevels(
  tx: SqlTx,
  itemIds: readonly string[],
): Promise<readonly (LevelKey & { readonly finest: number })[]> {
  return tx.query(LOCK_LEVELS, [itemIds])
}

/** Lets decisions about an item's limits follow one another, wherever the units are. After the levels, never before. */
export async function lockItemPolicies(tx: SqlTx, itemIds: readonly string[]): Promise<void> {
  await tx.query(LOCK_POLICIES, [itemIds])
}

/** The policies of items that exist; `kept` says whether there is one of their own. */
export function readItemPolicies(
  tx: SqlTx,
  itemIds: readonly string[],
): Promise<readonly (ItemPolicy & { readonly kept: boolean })[]> {
  return tx.query(READ, [itemIds])
}

export async function saveItemPolicies(tx: SqlTx, policies: readonly ItemPolicy[]): Promise<void> {
  await tx.query(SAVE, [
    policies.map((policy) => policy.itemId),
    policies.map((policy) => policy.decimals),
    policies.map((policy) => policy.leadTimeDays),
    policies.map((policy) => policy.backorderLimit),
    policies.map((policy) => policy.preorderCap),
    policies.map((policy) => policy.preorderReleaseDay),
  ])
}
