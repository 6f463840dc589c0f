import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The journal of completions: one row for each attempt to make an order of a cart.
 *
 * What an attempt is about to do is written before it does it, so that whoever finds an attempt whose process is gone can
 * finish it or undo it. The steps are a list inside the row: one statement moves the attempt on and says why.
 *
 * Only creates; locks nothing that exists.
 */
export class Migration20261121430000_checkout_attempts extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table checkout_attempt (
  id text not null,
  cart_id text not null,
  state text not null default 'open',
  -- The act that runs now, or that the attempt ended with.
  step text not null,
  -- What it will make, named before it is made: the same ids at every try.
  order_id text not null,
  line_ids text[] not null default '{}',
  payment_session_id text,
  payment_id text,
  -- Uses of promotions with limits are counted for it.
  uses_registered boolean not null default false,
  idempotency_key text,
  actor jsonb,
  total_minor numeric(38, 0),
  currency_code text,
  -- Acts in their order: { name, state, at, ms, output }.
  steps jsonb not null default '[]',
  -- Whoever works on it, until when. A process that is gone does not renew.
  lease_owner text not null,
  lease_until timestamptz not null,
  tries int not null default 1,
  -- What the caller was told when it came to nothing: { type, code, message }.
  refusal jsonb,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint checkout_attempt_pkey primary key (id),
  constraint checkout_attempt_state_known check (state in ('open', 'ordered', 'refused', 'undone', 'stuck')),
  constraint checkout_attempt_ended check ((state in ('open', 'stuck')) = (ended_at is null)),
  constraint checkout_attempt_refusal check (state not in ('refused', 'undone') or refusal is not null)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
-- One at a time: a second click finds the first.
create unique index checkout_attempt_one_open on checkout_attempt (cart_id) where state in ('open', 'stuck');
-- One order of a cart, for ever.
create unique index checkout_attempt_one_order on checkout_attempt (cart_id) where state = 'ordered';
create index checkout_attempt_of_cart on checkout_attempt (cart_id, started_at);
create index checkout_attempt_listed on checkout_attempt (started_at desc, id);
create index checkout_attempt_lapsing on checkout_attempt (lease_until) where state in ('open', 'stuck');
-- Its order is there, and what follows the order may not be.
create index checkout_attempt_unfinished on checkout_attempt (ended_at) where state = 'ordered' and step = 'after';
create index checkout_attempt_of_session on checkout_attempt (payment_session_id) where payment_session_id is not null;
create index checkout_attempt_of_order on checkout_attempt (order_id);`)
    this.addSql(`
create view checkout_step as
select a.id as attempt_id, s.sequence::int as sequence, s.step ->> 'name' as name, s.step ->> 'state' as state,
       s.step -> 'output' as output, (s.step ->> 'at')::timestamptz as started_at, (s.step ->> 'ms')::numeric as took_ms
  from checkout_attempt a, jsonb_array_elements(a.steps) with ordinality as s (step, sequence);`)
  }

  override async down(): Promise<void> {
    this.addSql("drop view if exists checkout_step;")
    this.addSql("drop table if exists checkout_attempt;")
  }
}
