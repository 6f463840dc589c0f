import type { SqlTx } from "@holdfast/kernel"

/** The host's tables that say what an order is, by how a row names its order. */
const TABLES = [
  { table: "order", key: "id", when: "update of status, canceled_at, version" },
  { table: "order_item", key: "order_id", when: "insert or update" },
  { table: "order_transaction", key: "order_id", when: "insert" },
  { table: "order_change", key: "order_id", when: "insert or update of status" },
  { table: "capture", key: "payment_id", when: "insert" },
  { table: "refund", key: "payment_id", when: "insert" },
] as const

const nameOf = (table: string) => `order_lifecycle_writer_${table}`

const MISSING = `
select t.name from unnest($1::text[]) as t (name)
 where to_regclass('public.' || quote_ident(t.name)) is not null
   and not exists (select from pg_trigger
                    where tgrelid = to_regclass('public.' || quote_ident(t.name)) and tgname = 'order_lifecycle_writer_' || t.name)`

const FUNCTIONS = `
create or replace function order_lifecycle_needs_permit() returns trigger language plpgsql as $$
declare
  asked text := to_jsonb(new) ->> tg_argv[0];
begin
  if tg_argv[0] = 'payment_id' then
    select link.order_id into asked from payment
      join order_payment_collection link on link.payment_collection_id = payment.payment_collection_id
     where payment.id = asked and link.deleted_at is null limit 1;
  end if;
  if exists (select from order_lifecycle_order where order_id = asked)
     and not exists (select from order_lifecycle_permit where order_id = asked) then
    raise exception 'order_permit_missing: order % is changed in % without a permit.', asked, tg_table_name
      using hint = 'Run one of the host''s workflows, or an event of the order''s lifecycle; both ask first.';
  end if;
  return new;
end $$;`

/**
 * Makes the host's tables refuse whoever changes an order that has a state without a permit: a module's method called
 * directly, SQL by hand. The host's own workflows hold one.
 *
 * It is put in place when the application starts, because no migration knows when the host's tables are there. A start
 * that finds everything in place locks nothing.
 */
export async function guardHostWriters(tx: SqlTx): Promise<void> {
  const missing = await tx.query<{ name: string }>(MISSING, [TABLES.map(({ table }) => table)])
  if (missing.length === 0) return
  await tx.query(FUNCTIONS, [])
  const names = new Set(missing.map(({ name }) => name))
  for (const { table: name, key, when } of TABLES) {
    if (!names.has(name)) continue
    await tx.query(
      `create or replace trigger ${nameOf(name)} before ${when} on public."${name}"
         for each row execute function order_lifecycle_needs_permit('${key}')`,
      [],
    )
  }
}
