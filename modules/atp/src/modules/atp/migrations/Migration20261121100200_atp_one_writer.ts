import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Takes over the stock that is there, and then lets nobody else write it.
 *
 * Reads every inventory level and live reservation once and locks both tables against writers while it does, some seconds
 * at 100,000 levels: stop selling for the migration, or run it at a quiet hour.
 */
export class Migration20261121100200_atp_one_writer extends Migration {
  override async up(): Promise<void> {
    this.addSql(`lock table inventory_level, reservation_item in share row exclusive mode;`)
    // A shop that oversold before has more reserved than it has: the difference is a debt, and is kept as one.
    this.addSql(`
insert into atp_stock_level (item_id, location_id, on_hand, allocated, backordered, decimals, stale)
select l.inventory_item_id, l.location_id, greatest(0, l.stocked_quantity), coalesce(r.quantity, 0),
       greatest(0, coalesce(r.quantity, 0) - greatest(0, l.stocked_quantity)),
       -- Whoever already keeps parts of a unit goes on doing so.
       case when i.unit_of_measure is not null or scale(trim_scale(l.stocked_quantity)) > 0
                 or scale(trim_scale(coalesce(r.quantity, 0))) > 0 then 3 else 0 end,
       true
  from inventory_level l
  join inventory_item i on i.id = l.inventory_item_id
  left join (select inventory_item_id, location_id, sum(quantity) as quantity from reservation_item
              where deleted_at is null group by 1, 2) r using (inventory_item_id, location_id)
 where l.deleted_at is null;`)
    this.addSql(`
insert into atp_movement (item_id, location_id, kind, on_hand, allocated, reason)
select item_id, location_id, 'opening', on_hand, allocated, 'taken over from the inventory levels'
  from atp_stock_level;`)
    this.addSql(`
insert into atp_allocation (reservation_id, location_id, item_id, line_item_id, quantity, promised_at)
select r.id, r.location_id, r.inventory_item_id, r.line_item_id, r.quantity, r.created_at
  from reservation_item r where r.deleted_at is null;`)
    this.addSql(`
create function atp_refuse_other_writers() returns trigger language plpgsql as $$
begin
  if current_setting('atp.writer', true) is distinct from 'on' then
    raise exception 'stock_writer_refused: % on % does not come from the inventory module', tg_op, tg_table_name
      using errcode = 'HF001',
            hint = 'Call the inventory module (container.resolve("inventory")); it locks, checks and keeps the ledger.';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;`)
    this.addSql(`
create trigger atp_one_writer_inserts before insert or delete on inventory_level
  for each row execute function atp_refuse_other_writers();`)
    this.addSql(`
create trigger atp_one_writer_updates before update on inventory_level for each row
  when ((old.inventory_item_id, old.location_id, old.stocked_quantity, old.reserved_quantity, old.deleted_at)
        is distinct from
        (new.inventory_item_id, new.location_id, new.stocked_quantity, new.reserved_quantity, new.deleted_at))
  execute function atp_refuse_other_writers();`)
    this.addSql(`
create trigger atp_one_writer_inserts before insert or delete on reservation_item
  for each row execute function atp_refuse_other_writers();`)
    this.addSql(`
create trigger atp_one_writer_updates before update on reservation_item for each row
  when ((old.inventory_item_id, old.location_id, old.quantity, old.deleted_at)
        is distinct from (new.inventory_item_id, new.location_id, new.quantity, new.deleted_at))
  execute function atp_refuse_other_writers();`)
  }

  override async down(): Promise<void> {
    for (const table of ["inventory_level", "reservation_item"]) {
      this.addSql(`drop trigger if exists atp_one_writer_inserts on ${table};`)
      this.addSql(`drop trigger if exists atp_one_writer_updates on ${table};`)
    }
    this.addSql(`drop function if exists atp_refuse_other_writers;`)
  }
}
