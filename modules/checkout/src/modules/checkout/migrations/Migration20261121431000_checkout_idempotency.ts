import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The callers' idempotency keys, with the answers that they are given again for a day. Only creates; locks nothing that
 * exists. Rows are deleted when they are a day old.
 */
export class Migration20261121431000_checkout_idempotency extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table checkout_idempotency_key (
  -- The SHA-256 of caller, method and path: nobody is given what another one asked for.
  scope text collate "C" not null,
  key text collate "C" not null,
  -- The SHA-256 of the body and the query, in the one form that equal content has.
  fingerprint text not null,
  -- For people.
  caller text not null,
  method text not null,
  path text not null,
  state text not null default 'running',
  -- Whoever carries the request out. Who lost the key to another try cannot answer for it any more.
  token text not null,
  tries int not null default 1,
  begun_at timestamptz not null default now(),
  lease_until timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz not null,
  status int,
  headers jsonb,
  -- Without it while it is done: the answer was larger than what is kept.
  body bytea,
  body_bytes bigint,
  primary key (scope, key),
  constraint checkout_idempotency_key_state_known check (state in ('running', 'done', 'unknown')),
  constraint checkout_idempotency_key_done_has_answer check ((state = 'done') = (status is not null))
) with (fillfactor = 80);`)
    this.addSql(`create index checkout_idempotency_key_expiry on checkout_idempotency_key (expires_at);`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop table checkout_idempotency_key;`)
  }
}
