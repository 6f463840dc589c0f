import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What limited promotions have given away: counters, the uses they are the sum of, and codes for one use. Only creates;
 * locks nothing that exists.
 *
 * Every statement takes its locks in one order: the cart's claim, then counters by key and scope, then codes. A use row
 * is touched only under the lock of its counter, so a lapsed one can be taken back by whoever needs the place.
 */
export class Migration20261121200100_stacking_limits extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table stacking_counter (
  -- An entry's id, or campaign:<id>.
  key text collate "C" not null,
  -- uses, customer:<key>, cohort:<segment>, budget:<currency>.
  scope text collate "C" not null,
  used numeric(30,0) not null default 0,
  held numeric(30,0) not null default 0,
  primary key (key, scope),
  -- A limit may be lowered below what is used, so that used + held stays within it is checked where it is taken.
  constraint stacking_counter_used_not_negative check (used >= 0),
  constraint stacking_counter_held_not_negative check (held >= 0)
) with (fillfactor = 50);`)
    this.addSql(`
create table stacking_claim (
  cart_id text collate "C" primary key,
  order_id text collate "C",
  state text not null default 'empty',
  fingerprint text not null default '',
  -- What was held and under which limits, so that it can be had again after it lapsed.
  content jsonb not null default '{"demands":[],"codes":[]}',
  expires_at timestamptz not null default now(),
  constraint stacking_claim_state check (state in ('empty', 'held', 'spent', 'given_back')),
  constraint stacking_claim_spent_by_an_order check (state <> 'spent' or order_id is not null)
);`)
    this.addSql(`create unique index stacking_claim_order on stacking_claim (order_id) where order_id is not null;`)
    this.addSql(`create index stacking_claim_age on stacking_claim (expires_at) where state <> 'spent';`)
    this.addSql(`
create table stacking_use (
  key text collate "C" not null,
  scope text collate "C" not null,
  cart_id text collate "C" not null,
  amount numeric(30,0) not null,
  state text not null,
  expires_at timestamptz not null,
  primary key (key, scope, cart_id),
  foreign key (key, scope) references stacking_counter (key, scope),
  constraint stacking_use_amount_positive check (amount > 0),
  constraint stacking_use_state check (state in ('held', 'spent'))
);`)
    this.addSql(`create index stacking_use_cart on stacking_use (cart_id);`)
    this.addSql(`create index stacking_use_held on stacking_use (key, scope, expires_at) where state = 'held';`)
    this.addSql(`create index stacking_use_lapse on stacking_use (expires_at) where state = 'held';`)
    this.addSql(`
create table stacking_code_batch (
  id text collate "C" primary key,
  entry_id text collate "C" not null,
  -- Tells a repeat from another batch under the same id.
  fingerprint text not null default '',
  wanted int not null,
  made int not null default 0,
  created_at timestamptz not null default now(),
  constraint stacking_code_batch_made check (made between 0 and wanted)
);`)
    this.addSql(`
create table stacking_code (
  code text collate "C" primary key,
  batch_id text collate "C" not null references stacking_code_batch (id),
  cart_id text collate "C",
  -- With an order it is spent; with a cart alone it is held until it lapses.
  order_id text collate "C",
  expires_at timestamptz,
  constraint stacking_code_upper_case check (code = upper(code) and code = btrim(code) and code <> ''),
  constraint stacking_code_free_or_of_a_cart check ((cart_id is null) = (expires_at is null) and (order_id is null or cart_id is not null))
);`)
    this.addSql(`create index stacking_code_batch_code on stacking_code (batch_id, code);`)
    this.addSql(`create index stacking_code_cart on stacking_code (cart_id) where cart_id is not null;`)
    this.addSql(
      `create index stacking_code_lapse on stacking_code (expires_at) where cart_id is not null and order_id is null;`,
    )
  }

  override async down(): Promise<void> {
    for (const table of ["code", "code_batch", "use", "claim", "counter"]) {
      this.addSql(`drop table if exists stacking_${table};`)
    }
  }
}
