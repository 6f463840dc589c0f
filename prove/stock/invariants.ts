/**
 * What must be true after every commit. The checks run inside the database, at the end of each transaction that touched
 * a level, before it commits: a transaction sees its own changes and what others have committed, each check is one
 * statement and so one snapshot, and whoever changes a level's figures holds the level's row until the commit. So no
 * other transaction's half is ever seen, and none is missed.
 */
export const INVARIANTS = [
  "counters_equal_ledger",
  "ledger_only_grows",
  "held_equals_holds",
  "allocated_equals_allocations",
  "reservations_equal_allocations",
  "in_fulfilment_equals_allocations",
  "transit_equals_transfers",
  "nothing_negative",
  "promises_within_supply",
  "beyond_supply_by_permission_only",
  "shown_figures_are_true",
  "every_level_is_counted",
] as const

/** Checked by the clients, against what they were told. */
export const CLIENT_INVARIANTS = ["acknowledged_acts_are_there", "sold_within_supply", "every_act_is_answered"] as const

// Each finding is also counted in a sequence, because a sequence keeps its number when the transaction is rolled back:
// code that swallows the error does not hide the finding.
export const INSTALL = `
create table proof_permitted (item_id text primary key);
create sequence proof_checks;
${INVARIANTS.map((name) => `create sequence proof_${name};`).join("\n")}

-- One level: each line of the answer is one broken invariant.
create function proof_level(p_item text, p_location text) returns table (invariant text, found text)
language sql stable as $$
  with level as (
    select coalesce(s.on_hand, 0) as on_hand, coalesce(s.in_fulfilment, 0) as in_fulfilment,
           coalesce(s.allocated, 0) as allocated, coalesce(s.held, 0) as held,
           coalesce(s.transit_out, 0) as transit_out, coalesce(s.transit_in, 0) as transit_in,
           coalesce(s.safety_stock, 0) as safety_stock, coalesce(s.backordered, 0) as backordered,
           s.item_id is not null as known, coalesce(s.stale, false) as stale
      from (select 1) one left join atp_stock_level s on s.item_id = p_item and s.location_id = p_location
  ), ledger as (
    select coalesce(sum(on_hand), 0) as on_hand, coalesce(sum(in_fulfilment), 0) as in_fulfilment,
           coalesce(sum(allocated), 0) as allocated, coalesce(sum(held), 0) as held,
           coalesce(sum(transit_out), 0) as transit_out, coalesce(sum(transit_in), 0) as transit_in,
           coalesce(sum(safety_stock), 0) as safety_stock
      from atp_movement where item_id = p_item and location_id = p_location
  ), holds as (
    select coalesce(sum(quantity), 0) as held from atp_hold
     where item_id = p_item and location_id = p_location and state = 'active'
  ), parts as (
    select coalesce(sum(quantity), 0) as allocated, coalesce(sum(fulfilling), 0) as fulfilling from atp_allocation
     where item_id = p_item and location_id = p_location and not released
  ), transfers as (
    select coalesce(sum(quantity) filter (where state = 'requested' and from_location_id = p_location), 0) as leaving,
           coalesce(sum(greatest(0, quantity - received)) filter (where state = 'dispatched' and to_location_id = p_location), 0)
             as arriving
      from atp_transfer where item_id = p_item
  ), shown as (
    select count(*) as rows, max(stocked_quantity) as stocked, max(reserved_quantity) as reserved from inventory_level
     where inventory_item_id = p_item and location_id = p_location and deleted_at is null
  )
  select 'counters_equal_ledger',
         format('counters %s, ledger %s', to_jsonb(level) - '{known,stale,backordered}'::text[], to_jsonb(ledger))
    from level, ledger
   where (level.on_hand, level.in_fulfilment, level.allocated, level.held, level.transit_out, level.transit_in, level.safety_stock)
         is distinct from
         (ledger.on_hand, ledger.in_fulfilment, ledger.allocated, ledger.held, ledger.transit_out, ledger.transit_in,
          ledger.safety_stock)
  union all
  select 'held_equals_holds', format('held %s, active holds %s', level.held, holds.held)
    from level, holds where level.held <> holds.held
  union all
  select 'allocated_equals_allocations', format('allocated %s, open allocations %s', level.allocated, parts.allocated)
    from level, parts where level.allocated <> parts.allocated
  union all
  select 'in_fulfilment_equals_allocations',
         format('in fulfilment %s, allocations in fulfilment %s', level.in_fulfilment, parts.fulfilling)
    from level, parts where level.in_fulfilment <> parts.fulfilling
  union all
  select 'transit_equals_transfers', format('leaving %s and arriving %s, transfers %s', transit_out, transit_in, to_jsonb(transfers))
    from level, transfers where (transit_out, transit_in) is distinct from (leaving, arriving)
  union all
  select 'nothing_negative', to_jsonb(level)::text from level
   where least(on_hand, allocated, held, transit_out, transit_in, safety_stock, backordered) < 0
  union all
  select 'promises_within_supply',
         format('allocated %s + held %s + leaving %s > on hand %s + in fulfilment %s + arriving %s + permitted %s',
                allocated, held, transit_out, on_hand, in_fulfilment, transit_in, backordered)
    from level where allocated + held + transit_out > on_hand + in_fulfilment + transit_in + backordered
  union all
  select 'beyond_supply_by_permission_only', format('%s units beyond supply', backordered)
    from level where backordered > 0 and not exists (select from proof_permitted where item_id = p_item)
  union all
  select 'every_level_is_counted', format('counted: %s, levels of the host: %s', level.known, shown.rows)
    from level, shown where level.known <> (shown.rows = 1)
  union all
  select 'shown_figures_are_true',
         format('shown %s stocked and %s reserved; counted %s', shown.stocked, shown.reserved, to_jsonb(level))
    from level, shown
   where level.known and shown.rows = 1 and not level.stale
     and (shown.stocked, shown.reserved) is distinct from (level.on_hand, greatest(0, level.on_hand - case
           when level.on_hand + level.in_fulfilment + level.transit_in - level.allocated - level.held - level.transit_out
                  >= level.safety_stock
           then level.on_hand + level.in_fulfilment + level.transit_in - level.allocated - level.held - level.transit_out
                  - level.safety_stock
           else least(0, level.on_hand + level.in_fulfilment + level.transit_in - level.allocated - level.held
                           - level.transit_out) end))
$$;

-- One reservation: its row and where its units are.
create function proof_reservation(p_id text) returns table (invariant text, found text) language sql stable as $$
  select 'reservations_equal_allocations', format('reservation %s of %s, allocations of %s', p_id, row.quantity, parts.quantity)
    from (select coalesce(sum(quantity), 0) as quantity from reservation_item where id = p_id and deleted_at is null) row,
         (select coalesce(sum(quantity), 0) as quantity from atp_allocation
           where reservation_id = p_id and not released) parts
   where row.quantity <> parts.quantity
$$;

create function proof_report(p_subject text, p_invariant text, p_found text) returns void language plpgsql as $$
begin
  perform nextval('proof_' || p_invariant);
  raise exception 'invariant % is broken for %: %', p_invariant, p_subject, p_found using errcode = 'PROOF';
end $$;

create function proof_at_commit() returns trigger language plpgsql as $$
declare
  v_row jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  v_item text := coalesce(v_row ->> 'item_id', v_row ->> 'inventory_item_id');
  v_location text := v_row ->> 'location_id';
  v_reservation text := case tg_table_name when 'reservation_item' then v_row ->> 'id'
                                           when 'atp_allocation' then v_row ->> 'reservation_id' end;
  v_seen text := coalesce(current_setting('proof.seen', true), '');
  v_level text := format('<%s %s>', v_item, v_location);
  v_fault record;
begin
  -- Nothing is written any more when these triggers run, so one look at each level is enough for a transaction.
  if position(v_level in v_seen) = 0 then
    v_seen := v_seen || v_level;
    perform nextval('proof_checks');
    for v_fault in select * from proof_level(v_item, v_location) loop
      perform proof_report(v_level, v_fault.invariant, v_fault.found);
    end loop;
  end if;
  if v_reservation is not null and position('<' || v_reservation || '>' in v_seen) = 0 then
    v_seen := v_seen || '<' || v_reservation || '>';
    for v_fault in select * from proof_reservation(v_reservation) loop
      perform proof_report(v_level, v_fault.invariant, v_fault.found);
    end loop;
  end if;
  perform set_config('proof.seen', v_seen, true);
  return null;
end $$;

create function proof_ledger_only_grows() returns trigger language plpgsql as $$
begin
  perform proof_report('the ledger', 'ledger_only_grows', tg_op || ' on atp_movement');
end $$;
create trigger proof_ledger before update or delete or truncate on atp_movement
  for each statement execute function proof_ledger_only_grows();

${["atp_stock_level", "atp_hold", "atp_movement", "atp_allocation", "reservation_item", "inventory_level"]
  .map(
    (table) => `create constraint trigger proof_${table} after insert or update or delete on ${table}
  deferrable initially deferred for each row execute function proof_at_commit();`,
  )
  .join("\n")}`

/** Everything at once, for the end of a run. */
export const CHECK_ALL = `
select subject, invariant, found from (
  select item_id || ' ' || location_id as subject, (proof_level(item_id, location_id)).*
    from (select item_id, location_id from atp_stock_level
          union select item_id, location_id from atp_movement
          union select item_id, location_id from atp_hold where state = 'active'
          union select item_id, location_id from atp_allocation where not released
          union select inventory_item_id, location_id from inventory_level where deleted_at is null) levels
  union all
  select id, (proof_reservation(id)).*
    from (select id from reservation_item union select reservation_id from atp_allocation) reservations
) faults`

/** How often each invariant was found broken, also where the finding was rolled back or its error swallowed. */
export const COUNT_FINDINGS = INVARIANTS.map(
  (name) =>
    `select '${name}' as invariant, case when is_called then last_value else 0 end::int as findings from proof_${name}`,
).join("\nunion all\n")

export const COUNT_CHECKS = "select case when is_called then last_value else 0 end::int as checks from proof_checks"
