import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Each intent to move money, written down before the provider is asked; what providers told; disputes. Only creates; locks nothing that
 * exists.
 *
 * One open operation for each payment and act, one authorization on its way for each collection, and one key for each
 * try, are unique keys: whoever comes second finds the first.
 */
export class Migration20261121410000_payment_operations extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table payment_operation (
  id text collate "C" primary key,
  act text not null,
  -- What is wanted. The same intent in another try has the next sequence, and so another key.
  intent text collate "C" not null,
  sequence int not null,
  -- What the provider is sent, the same for every repeat of one try.
  idempotency_key text collate "C" not null,
  provider_id text not null,
  session_id text collate "C",
  -- What the session pays for, beside the other sessions of it.
  collection_id text collate "C",
  payment_id text collate "C",
  capture_id text collate "C",
  refund_id text collate "C",
  cart_id text collate "C",
  order_id text collate "C",
  -- What was asked for.
  amount_minor numeric(38, 0) not null,
  currency_code text not null,
  state text not null,
  -- What the provider says has moved.
  confirmed_minor numeric(38, 0),
  provider_reference text,
  -- The provider's own id of the capture or refund that came with an authorization.
  movement_reference text,
  -- By how much the order was made cheaper for a refund, as the host's decimal: taken back when the refund comes back.
  credited numeric,
  -- Why not, or why not yet. For operators.
  code text,
  message text,
  attempts int not null default 0,
  look_ups int not null default 0,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  -- Until then whoever sent it may still hear the answer.
  leased_until timestamptz,
  settled_at timestamptz,
  -- Who said so. What its caller heard, the caller's workflow books; the rest is booked by us.
  settled_by text,
  looked_up_at timestamptz,
  next_look_up_at timestamptz,
  -- When the order, the cart and the events have followed what became of it.
  followed_at timestamptz,
  constraint payment_operation_act_known check (act in ('initiate', 'authorize', 'capture', 'refund', 'cancel')),
  constraint payment_operation_state_known
    check (state in ('prepared', 'sent', 'requested', 'confirmed', 'failed', 'unknown')),
  constraint payment_operation_settled_by_known check (settled_by in ('answer', 'look_up', 'fact')),
  constraint payment_operation_amount_not_negative check (amount_minor >= 0),
  constraint payment_operation_is_about_something check (session_id is not null or payment_id is not null),
  constraint payment_operation_settled check ((settled_at is not null) = (state in ('confirmed', 'failed')))
);`)
    this.addSql(`create unique index payment_operation_try on payment_operation (intent, sequence);`)
    this.addSql(`create unique index payment_operation_key on payment_operation (idempotency_key);`)
    this.addSql(`
create unique index payment_operation_one_open_of_payment on payment_operation (payment_id, act)
 where state in ('prepared', 'sent', 'unknown') and act <> 'authorize';`)
    this.addSql(`
create unique index payment_operation_one_open_of_session on payment_operation (session_id)
 where state in ('prepared', 'sent', 'unknown', 'requested') and act = 'authorize';`)
    // Two sessions of one cart, at two providers or at one, do not ask for its money at the same time.
    this.addSql(`
create unique index payment_operation_one_sent_of_collection on payment_operation (collection_id)
 where state = 'sent' and act = 'authorize';`)
    this.addSql(`
create index payment_operation_open_of_collection on payment_operation (collection_id)
 where state in ('sent', 'requested', 'unknown') and act = 'authorize';`)
    this.addSql(`create index payment_operation_of_payment on payment_operation (payment_id);`)
    this.addSql(`create index payment_operation_of_session on payment_operation (session_id);`)
    this.addSql(`create index payment_operation_of_order on payment_operation (order_id) where order_id is not null;`)
    this.addSql(`
create index payment_operation_of_reference on payment_operation (provider_id, provider_reference)
 where provider_reference is not null;`)
    this.addSql(`
create index payment_operation_unsettled on payment_operation (next_look_up_at)
 where state in ('prepared', 'sent', 'requested', 'unknown');`)
    this.addSql(`
create index payment_operation_unfollowed on payment_operation (settled_at)
 where state in ('confirmed', 'failed') and followed_at is null;`)

    this.addSql(`
-- What providers told. How a payment stands is what all of it together says, in whatever order it came.
create table payment_fact (
  provider_id text collate "C" not null,
  -- The provider's own id of the event.
  id text collate "C" not null,
  session_id text collate "C" not null,
  kind text not null,
  provider_event text not null,
  occurred_at timestamptz not null,
  reference text,
  act_key text,
  amount text,
  currency_code text,
  reason text,
  due_at timestamptz,
  data jsonb not null default '{}',
  received_at timestamptz not null default now(),
  primary key (provider_id, id)
);`)
    this.addSql(`create index payment_fact_of_session on payment_fact (session_id, occurred_at);`)

    this.addSql(`
create table payment_dispute (
  id text collate "C" primary key,
  provider_id text not null,
  -- The provider's own id of it.
  reference text not null,
  payment_id text collate "C",
  payment_reference text,
  state text not null,
  amount_minor numeric(38, 0),
  currency_code text,
  reason text,
  due_at timestamptz,
  funds_withdrawn boolean not null default false,
  -- By the provider's clock: of the newest fact about it.
  occurred_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payment_dispute_state_known check (state in ('open', 'answered', 'won', 'lost'))
);`)
    this.addSql(`create unique index payment_dispute_of_provider on payment_dispute (provider_id, reference);`)
    this.addSql(`create index payment_dispute_of_payment on payment_dispute (payment_id);`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists payment_dispute;`)
    this.addSql(`drop table if exists payment_fact;`)
    this.addSql(`drop table if exists payment_operation;`)
  }
}
