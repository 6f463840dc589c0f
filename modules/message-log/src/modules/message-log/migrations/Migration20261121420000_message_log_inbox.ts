import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The inbox: what others told us, from the moment it was acknowledged until it was handled, and for a while after.
 *
 * Why a table and not a queue: the sender is answered once the row is committed, and never sends again. Only creates;
 * locks nothing that exists.
 */
export class Migration20261121420000_message_log_inbox extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table message_log_inbox (
  -- Ours, made when it arrived: sorted as text, ids stand in the order of arrival.
  id text not null,
  source text not null,
  -- The sender's. What has the same one is the same message.
  message_id text not null,
  -- Messages of one source and key are handled one at a time, in the order of occurred_at and then of arrival.
  key text not null,
  kind text not null,
  -- By the sender's clock.
  occurred_at timestamptz not null,
  payload jsonb not null,
  state text not null default 'pending',
  received_at timestamptz not null default now(),
  -- Since when it has been waited for: its arrival, or the last replay.
  opened_at timestamptz not null default now(),
  -- Not claimed before this time: the end of a lease, or of a pause.
  due_at timestamptz not null default now(),
  claimed_at timestamptz,
  -- How often it was claimed; also tells a handler that its lease went to another.
  attempts int not null default 0,
  -- Of these since it was opened, those that ended with neither "done" nor "waits". One under way counts already.
  failures int not null default 0,
  waits int not null default 0,
  -- What it waits for, or why it failed.
  reason text,
  -- The last attempts, the newest last.
  history jsonb not null default '[]',
  settled_at timestamptz,
  constraint message_log_inbox_pkey primary key (id),
  constraint message_log_inbox_once unique (source, message_id),
  constraint message_log_inbox_has_names check (source <> '' and message_id <> '' and key <> '' and kind <> ''),
  constraint message_log_inbox_state_known
    check (state in ('pending', 'working', 'waiting', 'failed', 'done', 'parked')),
  constraint message_log_inbox_counts_not_negative check (attempts >= 0 and failures >= 0 and waits >= 0),
  constraint message_log_inbox_settled check ((state in ('done', 'parked')) = (settled_at is not null))
) with (
  -- Every row is updated twice soon after it was written, so waiting for a fifth of the table would leave the small
  -- indexes of what is open full of entries that lead nowhere.
  autovacuum_vacuum_scale_factor = 0.02
);
-- Two messages of one key are never in work at once, whatever a claim believes.
create unique index message_log_inbox_one_at_a_time on message_log_inbox (source, key) where state = 'working';
create index message_log_inbox_due on message_log_inbox (due_at) where state in ('pending', 'working', 'waiting', 'failed');
-- Those that later ones of their key wait for.
create index message_log_inbox_order on message_log_inbox (source, key, occurred_at, id)
  where state in ('pending', 'working', 'failed');
create index message_log_inbox_parked on message_log_inbox (source, settled_at) where state = 'parked';
create index message_log_inbox_done on message_log_inbox (settled_at) where state = 'done';
create index message_log_inbox_key on message_log_inbox (key);`)
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists message_log_inbox;")
  }
}
