import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Where orders, payments, providers, stock, promotions and attempts did not agree: one row for each break, from when it
 * was first seen until it is gone. Only creates; locks nothing that exists.
 */
export class Migration20261121432000_checkout_breaks extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table checkout_break (
  id text collate "C" primary key,
  kind text not null,
  -- What it is about: an attempt, a payment, an order, an operation, a reservation, a promotion, a message.
  subject_id text collate "C" not null,
  order_id text,
  cart_id text,
  amount_minor numeric(38, 0),
  currency_code text,
  -- What was seen, in words and figures, for whoever decides.
  facts jsonb not null default '{}',
  -- Since when it is so, as far as that is known.
  since timestamptz not null,
  found_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- The first admin's wish, where a second has to agree.
  asked_by text,
  asked_at timestamptz,
  repaired_by text,
  repaired_at timestamptz,
  -- Why the last repair did not help.
  failure text,
  tries int not null default 0,
  resolved_at timestamptz,
  constraint checkout_break_asked check ((asked_by is null) = (asked_at is null))
);
create unique index checkout_break_open on checkout_break (kind, subject_id) where resolved_at is null;
create index checkout_break_listed on checkout_break (found_at desc, id);
create index checkout_break_of_order on checkout_break (order_id) where order_id is not null;`)
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists checkout_break;")
  }
}
