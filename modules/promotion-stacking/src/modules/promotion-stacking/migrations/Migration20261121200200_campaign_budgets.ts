import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Counters that are an entry's share of a campaign's budget. What such a counter holds and has used is part of what the
 * host's own row says is used, in the same transaction, whoever moves the counter. Locks `stacking_counter` for the
 * moment it takes to add columns without a default.
 */
export class Migration20261121200200_campaign_budgets extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
alter table stacking_counter
  -- The row of promotion_campaign_budget that moves with it.
  add column budget_id text,
  -- What one of the counter is in the budget: 1 for uses, 0.01 for cents.
  add column unit numeric,
  -- Whose uses, in a budget that counts by customer or by address.
  add column attribute_value text,
  add constraint stacking_counter_budget_has_unit check ((budget_id is null) = (unit is null)),
  add constraint stacking_counter_attribute_of_budget check (attribute_value is null or budget_id is not null);`)
    // The host keeps each number twice, for its own arithmetic and for the database's.
    this.addSql(`
create function stacking_budget_moved() returns trigger language plpgsql as $$
declare
  moved numeric := (new.used + new.held - old.used - old.held) * new.unit;
begin
  update promotion_campaign_budget
     set used = greatest(used + moved, 0), updated_at = now(),
         raw_used = jsonb_build_object('value', trim_scale(greatest(used + moved, 0))::text, 'precision', 20)
   where id = new.budget_id;
  if found and new.attribute_value is not null then
    insert into promotion_campaign_budget_usage as u (id, attribute_value, budget_id, used, raw_used)
    values ('probudgus_' || replace(gen_random_uuid()::text, '-', ''), new.attribute_value, new.budget_id,
            greatest(moved, 0), jsonb_build_object('value', greatest(moved, 0)::text, 'precision', 20))
    on conflict (attribute_value, budget_id) where deleted_at is null do update
       set used = greatest(u.used + moved, 0), updated_at = now(),
           raw_used = jsonb_build_object('value', trim_scale(greatest(u.used + moved, 0))::text, 'precision', 20);
  end if;
  return null;
end $$;`)
    this.addSql(`
create trigger stacking_budget_moved after update on stacking_counter for each row
  when (new.budget_id is not null and new.used + new.held <> old.used + old.held)
  execute function stacking_budget_moved();`)
  }

  override async down(): Promise<void> {
    this.addSql(`drop trigger if exists stacking_budget_moved on stacking_counter;`)
    this.addSql(`drop function if exists stacking_budget_moved();`)
    this.addSql(
      `alter table stacking_counter drop column if exists budget_id, drop column if exists unit, drop column if exists attribute_value;`,
    )
  }
}
