import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * A cart's hold becomes its order's allocations in one round trip. Only creates a function; locks nothing that exists.
 */
export class Migration20261121433000_atp_take_over_hold extends Migration {
  override async up(): Promise<void> {
    this.addSql(TAKE_OVER)
  }

  override async down(): Promise<void> {
    this.addSql(`drop function if exists atp_take_over_hold;`)
  }
}

// The plain case of a completion: the hold is alive, is exactly what the order wants, and has each item at one location.
// Whatever is not plain is answered `not_held`, and goes through the module's guarded writes. Levels are locked in
// primary-key order in a statement of its own, so what follows sees what the locks protect; what is promised in all stays
// the same, so nothing has to be shown anew.
const TAKE_OVER = `
create function atp_take_over_hold(
  p_hold text, p_reservations text[], p_lines text[], p_items text[], p_quantities numeric[], p_backorders boolean[],
  p_event text
) returns text
language plpgsql set enable_seqscan = off set lock_timeout = '3s' as $$
declare
  v_count int := cardinality(p_items); v_none numeric[] := array_fill(0::numeric, array[cardinality(p_items)]);
  v_locations text[]; v_days date[]; v_back numeric[]; v_levels jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_hold, 0));
  if exists (select from reservation_item r where r.line_item_id = any (p_lines) and r.deleted_at is null) then
    return 'replayed';
  end if;
  if exists (select from atp_hold h where h.hold_id = p_hold and h.state = 'committed') then return 'committed'; end if;

  perform 1 from atp_stock_level s
    where (s.item_id, s.location_id) in (select h.item_id, h.location_id from atp_hold h where h.hold_id = p_hold)
    order by s.item_id, s.location_id for update;
  if exists (
    select from (select w.item, sum(w.quantity) as quantity from unnest(p_items, p_quantities) as w (item, quantity) group by 1) w
      full join (select h.item_id, count(*) as places, sum(h.quantity) as quantity, min(h.expires_at) as until
                   from atp_hold h where h.hold_id = p_hold group by 1) h on h.item_id = w.item
     where w.item is null or h.item_id is null or h.places <> 1 or h.quantity <> w.quantity
        or h.until <= clock_timestamp()
  ) then return 'not_held'; end if;

  select array_agg(h.location_id order by w.place), array_agg(h.promise_day order by w.place),
         array_agg(-w.quantity order by w.place) into v_locations, v_days, v_back
    from unnest(p_items, p_quantities) with ordinality as w (item, quantity, place)
    join atp_hold h on h.hold_id = p_hold and h.item_id = w.item;
  perform set_config('atp.own_hold', p_hold, true);
  perform set_config('atp.writer', 'on', true);
  select jsonb_agg(jsonb_build_object(
           'itemId', m.item_id, 'locationId', m.location_id, 'onHand', m.on_hand, 'inFulfilment', m.in_fulfilment,
           'allocated', m.allocated, 'held', m.held, 'transitOut', m.transit_out, 'transitIn', m.transit_in,
           'safetyStock', m.safety_stock, 'atp', m.atp)) into v_levels
    from atp_move(p_items, v_locations, array_fill('hold_committed'::text, array[v_count]), v_none, v_none, p_quantities,
                  v_back, v_none, v_none, v_none, array_fill(false, array[v_count]), p_reservations, null, null) m;
  update atp_hold h set state = 'committed' where h.hold_id = p_hold;
  insert into reservation_item (id, line_item_id, inventory_item_id, location_id, quantity, raw_quantity, allow_backorder)
  select r.id, r.line, r.item, r.location, r.quantity,
         jsonb_build_object('value', trim_scale(r.quantity)::text, 'precision', 20), r.backorder
    from unnest(p_reservations, p_lines, p_items, v_locations, p_quantities, p_backorders)
           as r (id, line, item, location, quantity, backorder);
  insert into atp_allocation (reservation_id, location_id, item_id, line_item_id, quantity, fulfilling, fulfilled, hold_id,
                              released, promise_day, first_promise_day)
  select r.id, r.location, r.item, r.line, r.quantity, 0, 0, p_hold, false, r.day, r.day
    from unnest(p_reservations, p_lines, p_items, v_locations, p_quantities, v_days)
           as r (id, line, item, location, quantity, day);
  insert into message_log_outbox (id, name, data)
  select p_event, 'inventory.stock_moved', jsonb_build_object('levels', v_levels, 'movements', jsonb_agg(
           jsonb_build_object('itemId', r.item, 'locationId', r.location, 'kind', 'hold_committed', 'held', -r.quantity,
                              'allocated', r.quantity, 'reference', r.id)))
    from unnest(p_reservations, p_items, v_locations, p_quantities) as r (id, item, location, quantity);
  return 'taken';
end $$;`
