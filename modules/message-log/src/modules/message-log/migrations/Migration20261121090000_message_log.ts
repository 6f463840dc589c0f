import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The outbox: what other modules' transactions say happened, until the event bus has it.
 *
 * Why a table of its own and not the bus: a bus is told after the commit, and a crash in between loses the event. A row
 * written in the same transaction cannot be lost. Only creates; locks nothing that exists.
 */
export class Migration20261121090000_message_log extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table message_log_outbox (
  id text not null,
  -- The order of appending. Events of one aggregate are published in it.
  position bigint generated always as identity,
  name text not null,
  data jsonb not null,
  aggregate_id text,
  created_at timestamptz not null default now(),
  -- Not claimed before this time: the end of a publisher's lease, or of the pause after a failure.
  available_at timestamptz not null default now(),
  -- How often it was claimed; also tells a publisher that its lease went to another.
  attempts int not null default 0,
  last_error text,
  published_at timestamptz,
  constraint message_log_outbox_pkey primary key (id),
  constraint message_log_outbox_has_id check (id <> ''),
  constraint message_log_outbox_has_name check (name <> ''),
  constraint message_log_outbox_attempts_not_negative check (attempts >= 0)
) with (
  -- Every row is updated twice soon after it was written, so waiting for a fifth of the table would leave the two small
  -- indexes of what is pending full of entries that lead nowhere.
  autovacuum_vacuum_scale_factor = 0.02
);
create index message_log_outbox_pending on message_log_outbox (position) where published_at is null;
-- With a publisher, or pausing after a failure: few at any time.
create index message_log_outbox_claimed on message_log_outbox (aggregate_id)
  where published_at is null and attempts > 0 and aggregate_id is not null;
create index message_log_outbox_published on message_log_outbox (published_at) where published_at is not null;`)
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists message_log_outbox;")
  }
}
