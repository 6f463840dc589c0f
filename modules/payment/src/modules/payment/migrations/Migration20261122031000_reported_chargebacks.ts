import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Chargebacks of settlement reports. Adds an index by which the facts of a report's disputes are found; building it locks
 * `payment_fact` against writes for as long as it is read once.
 */
export class Migration20261122031000_reported_chargebacks extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
alter table payment_settlement_difference
  drop constraint payment_settlement_difference_act_known,
  add constraint payment_settlement_difference_act_known
    check (act in ('capture', 'refund', 'chargeback', 'chargeback_reversal', 'second_chargeback')),
  -- By the report, in major units, as facts have theirs.
  add column amount numeric;`)
    this.addSql(`
create index payment_fact_of_chargeback on payment_fact (provider_id, reference)
 where kind in ('dispute.funds_withdrawn', 'dispute.funds_returned');`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists payment_fact_of_chargeback;`)
    this.addSql(`
delete from payment_settlement_difference where act not in ('capture', 'refund');`)
    this.addSql(`
alter table payment_settlement_difference
  drop column amount,
  drop constraint payment_settlement_difference_act_known,
  add constraint payment_settlement_difference_act_known check (act in ('capture', 'refund'));`)
  }
}
