import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * States of orders, the log that they are folded from, and what hangs on it: permits, refusals, provider events that
 * came too early, timers, effects, differences. Only creates; locks nothing that exists.
 *
 * The log is append-only, which a trigger sees to. Rows of several orders are locked in the order of their ids.
 */
export class Migration20261121300000_order_lifecycle extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table order_lifecycle_machine (
  version text collate "C" primary key,
  tables jsonb not null,
  created_at timestamptz not null default now()
);`)
    this.addSql(`
create table order_lifecycle_order (
  order_id text collate "C" primary key,
  -- An order finishes under the tables that it began with.
  machine text collate "C" not null,
  -- The published state.
  state text not null,
  axes jsonb not null,
  -- Amounts, quantities and counters: what the guards see.
  facts jsonb not null,
  sequence int not null,
  head_hash text not null,
  -- The run that holds the permit. In this row, so that a line and a permit can never be had of the same moment.
  run text collate "C",
  updated_at timestamptz not null default now(),
  constraint order_lifecycle_order_sequence_positive check (sequence > 0)
) with (fillfactor = 70);`)
    this.addSql(`create index order_lifecycle_order_live on order_lifecycle_order (machine, state);`)
    this.addSql(`
create table order_lifecycle_transition (
  order_id text collate "C" not null,
  sequence int not null,
  event_id text collate "C" not null,
  event text not null,
  from_state text not null,
  to_state text not null,
  noop boolean not null default false,
  facts jsonb not null default '{}',
  answers jsonb,
  effects text[] not null default '{}',
  actor jsonb not null,
  links jsonb not null default '{}',
  machine text collate "C" not null,
  at timestamptz not null,
  -- Covers this line and the hash of the one before it.
  hash text not null,
  primary key (order_id, sequence),
  constraint order_lifecycle_transition_event_once unique (order_id, event_id),
  constraint order_lifecycle_transition_sequence_positive check (sequence > 0)
);`)
    this.addSql(`
create function order_lifecycle_log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'order_log_append_only: line % of order % is not changed or deleted.', old.sequence, old.order_id
    using hint = 'Append a line that corrects it.';
end $$;`)
    this.addSql(`
create trigger order_lifecycle_transition_append_only before update or delete on order_lifecycle_transition
  for each row execute function order_lifecycle_log_is_append_only();`)
    this.addSql(`
create table order_lifecycle_permit (
  order_id text collate "C" primary key,
  -- The workflow run that may change the order, and nobody else.
  transaction_id text collate "C" not null,
  workflow text not null,
  event text,
  actor jsonb not null,
  since timestamptz not null default now(),
  lease_until timestamptz not null
);`)
    this.addSql(`create index order_lifecycle_permit_run on order_lifecycle_permit (transaction_id);`)
    this.addSql(`create index order_lifecycle_permit_lapse on order_lifecycle_permit (lease_until);`)
    this.addSql(`
create table order_lifecycle_refusal (
  id bigint generated always as identity primary key,
  order_id text collate "C" not null,
  event text not null,
  event_id text not null,
  state text not null,
  code text not null,
  message text not null,
  next_step text not null,
  guard text,
  actor jsonb not null,
  -- What the guard looked at.
  saw jsonb not null,
  at timestamptz not null default now()
);`)
    this.addSql(`create index order_lifecycle_refusal_order on order_lifecycle_refusal (order_id, id desc);`)
    this.addSql(`create index order_lifecycle_refusal_code on order_lifecycle_refusal (code, id desc);`)
    this.addSql(`
create table order_lifecycle_waiting (
  order_id text collate "C" not null,
  event_id text collate "C" not null,
  event text not null,
  facts jsonb not null,
  actor jsonb not null,
  links jsonb not null default '{}',
  since timestamptz not null default now(),
  primary key (order_id, event_id)
);`)
    this.addSql(`
create table order_lifecycle_timer (
  id text collate "C" primary key,
  order_id text collate "C" not null,
  event text not null,
  facts jsonb not null default '{}',
  due_at timestamptz not null,
  fired_at timestamptz,
  outcome text,
  attempts int not null default 0
);`)
    this.addSql(`create index order_lifecycle_timer_due on order_lifecycle_timer (due_at) where fired_at is null;`)
    this.addSql(`create index order_lifecycle_timer_order on order_lifecycle_timer (order_id);`)
    this.addSql(`
create table order_lifecycle_effect (
  order_id text collate "C" not null,
  sequence int not null,
  effect text collate "C" not null,
  facts jsonb not null default '{}',
  next_try_at timestamptz not null default now(),
  attempts int not null default 0,
  last_error text,
  done_at timestamptz,
  primary key (order_id, sequence, effect)
);`)
    this.addSql(
      `create index order_lifecycle_effect_due on order_lifecycle_effect (next_try_at) where done_at is null;`,
    )
    this.addSql(`
create table order_lifecycle_difference (
  id bigint generated always as identity primary key,
  order_id text collate "C" not null,
  kind text not null,
  found text not null,
  expected text not null,
  at timestamptz not null default now(),
  resolved_at timestamptz
);`)
    this.addSql(
      `create unique index order_lifecycle_difference_open on order_lifecycle_difference (order_id, kind) where resolved_at is null;`,
    )
  }

  override async down(): Promise<void> {
    for (const table of [
      "difference",
      "effect",
      "timer",
      "waiting",
      "refusal",
      "permit",
      "transition",
      "order",
      "machine",
    ]) {
      this.addSql(`drop table if exists order_lifecycle_${table};`)
    }
    this.addSql("drop function if exists order_lifecycle_log_is_append_only;")
  }
}
