import { Pool } from "pg"
import { LOCATION, type Subject, TTL_SECONDS } from "./subject"

/**
 * The least that a shop of one table for counters and one for holds can do, with rows like ours: text ids, the caller's id
 * as the key, a deadline, and the two indexes that finding lapsed holds takes.
 */
export const ONE_STATEMENT_TABLES = `
create table stock (
  item_id text not null,
  location_id text not null,
  on_hand int not null,
  held int not null default 0,
  primary key (item_id, location_id),
  check (held between 0 and on_hand)
) with (fillfactor = 20);
create table hold (
  hold_id text primary key,
  item_id text not null,
  location_id text not null,
  quantity int not null,
  state text not null default 'active',
  expires_at timestamptz not null,
  placed_at timestamptz not null default now()
);
create index on hold (item_id, location_id, expires_at) where state = 'active';
create index on hold (expires_at) where state = 'active';`

/** Checks and changes in one act: the counter, and only if it had enough, the hold. */
export const oneStatement = (id: string, itemId: string, locationId: string, ttlSeconds: string): string => `
with level as (
  update stock set held = held + 1 where item_id = ${itemId} and location_id = ${locationId} and on_hand - held >= 1
  returning item_id, location_id
)
insert into hold (hold_id, item_id, location_id, quantity, expires_at)
select ${id}, item_id, location_id, 1, now() + ${ttlSeconds} * interval '1 second' from level returning hold_id`

/** As many connections as pgbench gets. More make one hot row slower, since they wait for each other. */
export const ONE_STATEMENT_CLIENTS = 8

const RESERVE = oneStatement("$1::text", "$2::text", "$3::text", "$4::int").trim()

/** The statement from Node: prepared once per connection. */
export function oneStatementSubject(databaseUrl: string): Subject {
  const pool = new Pool({ connectionString: databaseUrl, max: ONE_STATEMENT_CLIENTS })
  return {
    reserve: async (id, itemId, ttlSeconds = TTL_SECONDS) => {
      const values = [id, itemId, LOCATION, ttlSeconds]
      const { rowCount } = await pool.query({ name: "reserve", text: RESERVE, values })
      return rowCount === 1
    },
    close: () => pool.end(),
  }
}
