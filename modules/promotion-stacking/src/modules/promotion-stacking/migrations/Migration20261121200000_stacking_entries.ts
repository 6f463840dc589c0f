import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Entries, stacking fields of the host's own promotions, settings and decisions; and a revision that every change of a
 * rule moves, in the transaction of the change. Locks the host's promotion tables for the moment it takes to add triggers.
 */
export class Migration20261121200000_stacking_entries extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table stacking_revision (
  name text primary key,
  revision bigint not null default 0
);`)
    this.addSql(`insert into stacking_revision (name) values ('entries'), ('settings'), ('host');`)
    this.addSql(`
create table stacking_entry (
  id text primary key,
  source jsonb not null,
  aliases jsonb not null default '{}',
  status text not null,
  promotion_id text not null,
  revision bigint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint stacking_entry_status check (status in ('active', 'draft', 'stopped'))
);`)
    this.addSql(`create index stacking_entry_revision on stacking_entry (revision);`)
    this.addSql(
      `create unique index stacking_entry_promotion on stacking_entry (promotion_id) where deleted_at is null;`,
    )
    this.addSql(`
create table stacking_fields (
  promotion_id text primary key,
  source jsonb not null,
  updated_at timestamptz not null default now()
);`)
    this.addSql(`
create table stacking_setting (
  name text primary key,
  value text not null,
  constraint stacking_setting_resolution check (value in ('priority', 'best'))
);`)
    this.addSql(`
create table stacking_decision (
  subject_id text primary key,
  input_hash text not null,
  revision text not null,
  engine text not null,
  input jsonb not null,
  answer jsonb not null,
  at timestamptz not null default now()
);`)
    this.addSql(`create index stacking_decision_at on stacking_decision (at);`)

    // One row a name: changes of rules queue behind each other, and a reader sees the revision together with the change.
    this.addSql(`
create function stacking_moved() returns trigger language plpgsql as $$
begin
  update stacking_revision set revision = revision + 1 where name = tg_argv[0];
  return null;
end $$;`)
    this.addSql(trigger("stacking_fields", "settings", "insert or update or delete"))
    this.addSql(trigger("stacking_setting", "settings", "insert or update or delete"))
    // What was used of a promotion or a budget changes with every order, and is no rule.
    this.addSql(
      trigger(
        "promotion",
        "host",
        `insert or delete or update of code, is_automatic, is_tax_inclusive, "limit", type, status, campaign_id, deleted_at`,
      ),
    )
    this.addSql(
      trigger(
        "promotion_campaign_budget",
        "host",
        `insert or delete or update of type, "limit", currency_code, attribute, deleted_at`,
      ),
    )
    for (const table of HOST_TABLES) this.addSql(trigger(table, "host", "insert or update or delete"))
  }

  override async down(): Promise<void> {
    for (const table of [...HOST_TABLES, "promotion", "promotion_campaign_budget"]) {
      this.addSql(`drop trigger if exists stacking_moved on ${table};`)
    }
    for (const table of ["decision", "setting", "fields", "entry", "revision"]) {
      this.addSql(`drop table if exists stacking_${table};`)
    }
    this.addSql(`drop function if exists stacking_moved();`)
  }
}

const HOST_TABLES = [
  "promotion_application_method",
  "promotion_campaign",
  "promotion_rule",
  "promotion_rule_value",
  "promotion_promotion_rule",
  "application_method_target_rules",
  "application_method_buy_rules",
]

const trigger = (table: string, name: string, events: string) =>
  `create trigger stacking_moved after ${events} on ${table} for each statement execute function stacking_moved('${name}');`
