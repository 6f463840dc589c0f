import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What providers' settlement reports say and our books do not bear out. Creates a table, and an index by which a report's
 * lines are found; building it locks `payment_operation` against writes for as long as it is read once.
 */
export class Migration20261121411000_settlement_differences extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table payment_settlement_difference (
  id text collate "C" primary key,
  provider_id text not null,
  -- The provider's own name of the report, and where in it the line stands: read again, it is the same line.
  report text not null,
  line int not null,
  code text not null,
  act text not null,
  -- The provider's own names of what was moved and of its payment; of the collation of payment_operation's, by whose index
  -- they are looked for.
  reference text not null,
  payment_reference text,
  operation_id text collate "C",
  -- By the report.
  amount_minor numeric(38, 0) not null,
  currency_code text not null,
  -- Whether the report says that it moved; otherwise, that it was taken back.
  moved boolean not null,
  message text not null,
  found_at timestamptz not null default now(),
  -- Somebody has looked into it.
  accepted_at timestamptz,
  accepted_by text,
  constraint payment_settlement_difference_act_known check (act in ('capture', 'refund')),
  constraint payment_settlement_difference_accepted check ((accepted_at is null) = (accepted_by is null))
);`)
    this.addSql(`
create unique index payment_settlement_difference_of_line on payment_settlement_difference (provider_id, report, line);`)
    this.addSql(`
create index payment_settlement_difference_open on payment_settlement_difference (found_at) where accepted_at is null;`)
    this.addSql(`
create index payment_operation_of_movement on payment_operation (provider_id, movement_reference)
 where movement_reference is not null;`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists payment_operation_of_movement;`)
    this.addSql(`drop table if exists payment_settlement_difference;`)
  }
}
