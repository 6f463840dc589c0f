import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The guarded writes. Each locks the rows of `atp_stock_level` first, in primary-key order and in a statement of its own,
 * so that the statements after it see what the lock protects; then it decides; then it writes. One round trip, one commit.
 *
 * `enable_seqscan` is off inside: a plan made while a table was empty would keep its sequential scan when the table has
 * grown. Only creates functions; locks nothing that exists.
 */
export class Migration20261121100100_atp_functions extends Migration {
  override async up(): Promise<void> {
    this.addSql(FREE_LAPSED)
    this.addSql(MOVE)
    this.addSql(PLACE_HOLDS)
    this.addSql(PLACE_HOLDS_TOGETHER)
    this.addSql(SET_HOLD)
    this.addSql(SWEEP)
    this.addSql(PROJECT)
  }

  override async down(): Promise<void> {
    for (const name of ["project", "sweep", "set_hold", "place_holds_together", "place_holds", "move", "free_lapsed"]) {
      this.addSql(`drop function if exists atp_${name};`)
    }
  }
}

/**
 * The lapsed holds of one level, for a statement of one table. Compared as rows, they are found through the index by level
 * and no other: with statistics of a quieter hour, the index by deadline looks as good, and then every lapsed hold of the
 * shop is read for each level. The moment has to be a variable, since an index is not searched for what a function of the
 * clock answers: every live hold would be read too. Both were measured, in minutes.
 */
const LAPSED = (hold: string, item: string, location: string, until: string) =>
  `${hold}.state = 'active'
       and (${hold}.item_id, ${hold}.location_id, ${hold}.expires_at) >= (${item}, ${location}, '-infinity'::timestamptz)
       and (${hold}.item_id, ${hold}.location_id, ${hold}.expires_at) <= (${item}, ${location}, ${until})`

// The caller has locked the level. Frees what it needs and no more, oldest deadline first, so that the work on the
// sold-out edge is bounded by what is asked for and not by how many holds have lapsed. A hold that the transaction itself
// is working with (atp.own_hold) is counted by it already, and a deadline that was renewed while the delete waited for
// the row is no longer over.
const FREE_LAPSED = `
create function atp_free_lapsed(p_item text, p_location text, p_need numeric) returns numeric
language plpgsql set enable_seqscan = off as $$
declare v_freed numeric := 0; v_round numeric; v_now timestamptz := clock_timestamp(); v_until timestamptz;
begin
  while v_freed < p_need loop
    select max(n.expires_at) into v_until
      from (select l.expires_at, sum(l.quantity) over (order by l.expires_at rows unbounded preceding) - l.quantity as before
              from (select * from atp_hold o
                     where ${LAPSED("o", "p_item", "p_location", "v_now")}
                       and o.hold_id is distinct from nullif(current_setting('atp.own_hold', true), '')
                     order by o.item_id, o.location_id, o.expires_at limit 500) l) n
     where n.before < p_need - v_freed;
    exit when v_until is null;
    with gone as (
      delete from atp_hold h
       where ${LAPSED("h", "p_item", "p_location", "v_until")}
         and h.hold_id is distinct from nullif(current_setting('atp.own_hold', true), '')
      returning h.quantity
    )
    select coalesce(sum(quantity), 0) into v_round from gone;
    exit when v_round = 0;
    v_freed := v_freed + v_round;
  end loop;
  if v_freed > 0 then
    update atp_stock_level set held = held - v_freed, stale = true where item_id = p_item and location_id = p_location;
    insert into atp_movement (item_id, location_id, kind, held, reason)
    values (p_item, p_location, 'hold_expired', -v_freed, 'needed by the next buyer');
  end if;
  return v_freed;
end $$;`

// The one guarded write. Sums the movements per level, checks all of them, and then applies all or none.
//
// - A movement that promises units (allocated, held, transit out) needs ATP for them.
// - A movement that takes units away (a lower count) may not go below what is promised.
// - permit allows both, and the units it allows are counted in backordered.
const MOVE = `
create function atp_move(
  p_items text[], p_locations text[], p_kinds text[],
  p_on_hand numeric[], p_in_fulfilment numeric[], p_allocated numeric[], p_held numeric[],
  p_transit_out numeric[], p_transit_in numeric[], p_safety_stock numeric[],
  p_permits boolean[], p_references text[], p_reason text, p_actor text
) returns table (item_id text, location_id text, outcome text, on_hand numeric, in_fulfilment numeric, allocated numeric,
                 held numeric, transit_out numeric, transit_in numeric, safety_stock numeric, atp numeric, short numeric)
language plpgsql set enable_seqscan = off as $$
#variable_conflict use_column
declare v_level record; v_blocked boolean := false; v_net numeric; v_short numeric;
begin
  perform 1 from atp_stock_level s
    where (s.item_id, s.location_id) in (select * from unnest(p_items, p_locations))
    order by s.item_id, s.location_id for update;

  for v_level in
    select m.item_id, m.location_id,
           coalesce(sum(m.d_on_hand + m.d_fulfil + m.d_in - m.d_alloc - m.d_held - m.d_out)
                      filter (where not m.permit), 0) as d_net,
           coalesce(sum(m.d_alloc + m.d_held + m.d_out) filter (where not m.permit), 0) as d_promised,
           sum(m.d_on_hand + m.d_fulfil + m.d_in - m.d_alloc - m.d_held - m.d_out) as d_all,
           s.item_id is null as missing,
           s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out as net, s.safety_stock
      from unnest(p_items, p_locations, p_on_hand, p_in_fulfilment, p_allocated, p_held, p_transit_out, p_transit_in,
                  p_safety_stock, p_permits)
             as m (item_id, location_id, d_on_hand, d_fulfil, d_alloc, d_held, d_out, d_in, d_safety, permit)
      left join atp_stock_level s on s.item_id = m.item_id and s.location_id = m.location_id
     group by m.item_id, m.location_id, s.item_id, s.location_id
     order by m.item_id, m.location_id
  loop
    v_short := 0;
    -- Permitted or not: what lapsed holds still take up is not promised beyond supply.
    if v_level.d_all < 0 and v_level.net + v_level.d_all < 0 then
      v_level.net := v_level.net
        + atp_free_lapsed(v_level.item_id, v_level.location_id, -v_level.net - v_level.d_all);
    end if;
    if v_level.missing then
      v_blocked := true;
    elsif v_level.d_net < 0 then
      v_net := v_level.net + v_level.d_net - case when v_level.d_promised > 0 then v_level.safety_stock else 0 end;
      if v_net < 0 then
        v_net := v_net + atp_free_lapsed(v_level.item_id, v_level.location_id, -v_net);
      end if;
      v_short := greatest(0, -v_net);
      v_blocked := v_blocked or v_short > 0;
    end if;
    if v_level.missing or v_short > 0 then
      return query
        select v_level.item_id, v_level.location_id, case when v_level.missing then 'level_unknown' else 'short' end,
               s.on_hand, s.in_fulfilment, s.allocated, s.held, s.transit_out, s.transit_in, s.safety_stock,
               s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock, v_short
          from (select 1) one left join atp_stock_level s
            on s.item_id = v_level.item_id and s.location_id = v_level.location_id;
    end if;
  end loop;
  if v_blocked then return; end if;

  insert into atp_movement (item_id, location_id, kind, on_hand, in_fulfilment, allocated, held, transit_out, transit_in,
                            safety_stock, reference, reason, actor)
  select m.*, p_reason, p_actor
    from unnest(p_items, p_locations, p_kinds, p_on_hand, p_in_fulfilment, p_allocated, p_held, p_transit_out,
                p_transit_in, p_safety_stock, p_references) as m;

  return query
    update atp_stock_level s set
      on_hand = s.on_hand + d.d_on_hand, in_fulfilment = s.in_fulfilment + d.d_fulfil,
      allocated = s.allocated + d.d_alloc, held = s.held + d.d_held,
      transit_out = s.transit_out + d.d_out, transit_in = s.transit_in + d.d_in,
      safety_stock = s.safety_stock + d.d_safety, stale = true,
      -- Permission is only ever used up by what it was given for: it falls with the need, and rises where permitted.
      backordered = case
        when d.permit then greatest(s.backordered, d.need, 0) else least(s.backordered, greatest(d.need, 0)) end
    from (
      select m.item_id, m.location_id, bool_or(m.permit) as permit, sum(m.d_on_hand) as d_on_hand,
             sum(m.d_fulfil) as d_fulfil, sum(m.d_alloc) as d_alloc, sum(m.d_held) as d_held, sum(m.d_out) as d_out,
             sum(m.d_in) as d_in, sum(m.d_safety) as d_safety,
             sum(m.d_alloc + m.d_held + m.d_out - m.d_on_hand - m.d_fulfil - m.d_in)
               + max(l.allocated + l.held + l.transit_out - l.on_hand - l.in_fulfilment - l.transit_in) as need
        from unnest(p_items, p_locations, p_on_hand, p_in_fulfilment, p_allocated, p_held, p_transit_out, p_transit_in,
                    p_safety_stock, p_permits)
               as m (item_id, location_id, d_on_hand, d_fulfil, d_alloc, d_held, d_out, d_in, d_safety, permit)
        join atp_stock_level l on l.item_id = m.item_id and l.location_id = m.location_id
       group by m.item_id, m.location_id
    ) d
    where s.item_id = d.item_id and s.location_id = d.location_id
    returning s.item_id, s.location_id, 'moved', s.on_hand, s.in_fulfilment, s.allocated, s.held, s.transit_out,
              s.transit_in, s.safety_stock,
              s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock, 0::numeric;
end $$;`

// The hot path: many new holds on one level, in the order they came. The level is touched once for all of them.
// Answers a row for each hold that fares otherwise than the rest, and one without a hold's id for the rest. When those were
// placed, expires_at is the moment from which their seconds count.
const PLACE_HOLDS = `
create function atp_place_holds(p_item text, p_location text, p_holds text[], p_quantities numeric[], p_ttl_seconds int[])
returns table (hold_id text, outcome text, expires_at timestamptz, atp numeric)
language plpgsql set enable_seqscan = off set lock_timeout = '3s' as $$
#variable_conflict use_column
declare
  v_atp numeric; v_asked numeric; v_placed numeric := 0; v_count int := 0; v_fits boolean[]; v_known text[];
  i int; v_now timestamptz := clock_timestamp();
begin
  -- Plainly sold out: not even the smallest fits, nothing has lapsed, no id is known. True of one moment, which is all an
  -- answer can be; and without a lock there is nothing to write and no commit to wait for, so a crowd is told fast.
  select s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock into v_atp
    from atp_stock_level s where s.item_id = p_item and s.location_id = p_location;
  if v_atp < (select min(q) from unnest(p_quantities) q)
     and not exists (select from atp_hold h where ${LAPSED("h", "p_item", "p_location", "v_now")})
     and not exists (select from atp_hold h where h.hold_id = any (p_holds)) then
    return query select null::text, 'short', null::timestamptz, v_atp;
    return;
  end if;

  select s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock into v_atp
    from atp_stock_level s where s.item_id = p_item and s.location_id = p_location for update;
  if not found then
    return query select h, 'level_unknown', null::timestamptz, 0::numeric from unnest(p_holds) h;
    return;
  end if;

  v_now := clock_timestamp();
  select array_agg(distinct h.hold_id) into v_known from atp_hold h where h.hold_id = any (p_holds);
  if v_known is not null then
    return query
      select r.hold_id,
             case when exists (select from atp_hold c where c.hold_id = r.hold_id and c.state = 'committed')
                    then 'committed'
                  when (select count(*) = 1 and bool_and(o.item_id = p_item and o.location_id = p_location
                                                           and o.quantity = r.quantity)
                          from atp_hold o where o.hold_id = r.hold_id)
                    then case when exists (select from atp_hold o where o.hold_id = r.hold_id and o.expires_at > v_now)
                              then 'replayed' else 'lapsed' end
                  else 'different' end,
             (select max(o.expires_at) from atp_hold o where o.hold_id = r.hold_id), v_atp
        from unnest(p_holds, p_quantities) as r (hold_id, quantity)
       where r.hold_id = any (v_known);
  end if;

  select coalesce(sum(r.quantity), 0) into v_asked from unnest(p_holds, p_quantities) as r (hold_id, quantity)
   where v_known is null or r.hold_id <> all (v_known);
  if v_asked > v_atp then
    v_atp := v_atp + atp_free_lapsed(p_item, p_location, v_asked - v_atp);
  end if;
  -- First come, first served; one that does not fit lets the smaller ones behind it through.
  if v_asked > v_atp then
    for i in 1 .. cardinality(p_holds) loop
      v_fits[i] := (v_known is null or p_holds[i] <> all (v_known)) and v_placed + p_quantities[i] <= v_atp;
      if v_fits[i] then v_placed := v_placed + p_quantities[i]; v_count := v_count + 1; end if;
    end loop;
    return query
      select r.hold_id, 'short', null::timestamptz, v_atp - v_placed
        from unnest(p_holds, v_fits) as r (hold_id, fits)
       where not r.fits and (v_known is null or r.hold_id <> all (v_known));
    if v_count = 0 then return; end if;
  else
    v_placed := v_asked;
  end if;
  if v_placed = 0 then return; end if;

  insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at, placed_at)
  select r.hold_id, p_item, p_location, r.quantity, v_now + r.ttl * interval '1 second', v_now
    from unnest(p_holds, p_quantities, p_ttl_seconds, v_fits) as r (hold_id, quantity, ttl, fits)
   where r.fits is not false and (v_known is null or r.hold_id <> all (v_known));
  get diagnostics v_count = row_count;
  -- One row of the ledger for the batch: the holds themselves say who holds what.
  insert into atp_movement (item_id, location_id, kind, held, reason)
  values (p_item, p_location, 'hold_placed', v_placed, v_count || ' holds');
  update atp_stock_level s set held = s.held + v_placed, stale = true,
         backordered = least(s.backordered, greatest(0, s.allocated + s.held + v_placed + s.transit_out
                                                          - s.on_hand - s.in_fulfilment - s.transit_in))
   where s.item_id = p_item and s.location_id = p_location;
  -- One row for all of them: hundreds of rows that say the same are a fifth of the work here and in the process.
  return query select null::text, 'placed', v_now, v_atp - v_placed;
end $$;`

// Many levels with one commit, for the plain case: nobody else works on the level, none of the ids is known, all of it
// fits. Answers those levels and from when the seconds of their holds count; the others are asked one by one, where there
// is an answer for every case. Nothing is waited for, so a busy level holds up nobody but itself.
//
// Joins are loops over indexes, whatever the tables held when the plan was made.
const PLACE_HOLDS_TOGETHER = `
create function atp_place_holds_together(
  p_items text[], p_locations text[], p_levels int[], p_holds text[], p_quantities numeric[], p_ttl_seconds int[]
) returns table (level int, began_at timestamptz, atp numeric)
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare v_free int[]; v_known text[]; v_now timestamptz;
begin
  select array_agg(l.nth) into v_free from (
    select w.nth::int from unnest(p_items, p_locations) with ordinality as w (item_id, location_id, nth)
      join atp_stock_level s on s.item_id = w.item_id and s.location_id = w.location_id
     order by s.item_id, s.location_id for update of s skip locked) l;
  if v_free is null then return; end if;

  v_now := clock_timestamp();
  select array_agg(distinct h.hold_id) into v_known from atp_hold h where h.hold_id = any (p_holds);
  if v_known is not null then
    v_free := array(
      select unnest(v_free) except
      select r.level from unnest(p_levels, p_holds) as r (level, hold_id) where r.hold_id = any (v_known));
  end if;

  return query
    with asked as (
      select r.level, sum(r.quantity) as units, count(*) as holds
        from unnest(p_levels, p_quantities) as r (level, quantity) where r.level = any (v_free) group by r.level
    ), fits as (
      select a.level, a.units, a.holds, s.item_id, s.location_id,
             s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock as atp
        from asked a
        join unnest(p_items, p_locations) with ordinality as w (item_id, location_id, nth) on w.nth = a.level
        join atp_stock_level s on s.item_id = w.item_id and s.location_id = w.location_id
       where s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock >= a.units
    ), hold as (
      insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at, placed_at)
      select r.hold_id, f.item_id, f.location_id, r.quantity, v_now + r.ttl * interval '1 second', v_now
        from unnest(p_levels, p_holds, p_quantities, p_ttl_seconds) as r (level, hold_id, quantity, ttl)
        join fits f on f.level = r.level
    ), entry as (
      insert into atp_movement (item_id, location_id, kind, held, reason)
      select f.item_id, f.location_id, 'hold_placed', f.units, f.holds || ' holds' from fits f
    ), counted as (
      update atp_stock_level s set held = s.held + f.units, stale = true,
             backordered = least(s.backordered, greatest(0, s.allocated + s.held + f.units + s.transit_out
                                                              - s.on_hand - s.in_fulfilment - s.transit_in))
        from fits f where s.item_id = f.item_id and s.location_id = f.location_id
    )
    select f.level, v_now, f.atp - f.units from fits f;
end $$;`

// Makes a holder's hold exactly these lines, or changes nothing. Its own units are never in its own way.
const SET_HOLD = `
create function atp_set_hold(
  p_hold text, p_items text[], p_locations text[], p_quantities numeric[], p_permits boolean[], p_promise_days date[],
  p_ttl_seconds int, p_cap_seconds int
) returns table (item_id text, location_id text, outcome text, quantity numeric, expires_at timestamptz,
                 promise_day date, atp numeric, short numeric)
language plpgsql set enable_seqscan = off set lock_timeout = '3s' as $$
#variable_conflict use_column
declare
  v_now timestamptz; v_first timestamptz; v_until timestamptz; v_count int;
  v_items text[]; v_locations text[]; v_deltas numeric[]; v_permits boolean[]; v_none numeric[]; v_kinds text[]; v_refs text[];
  v_locked_items text[]; v_locked_locations text[];
begin
  -- One holder's changes follow one another. Taken before any level, by everybody who takes both.
  perform pg_advisory_xact_lock(hashtextextended(p_hold, 0));
  if exists (select from atp_hold h where h.hold_id = p_hold and h.state = 'committed') then
    return query select h.item_id, h.location_id, 'committed', h.quantity, h.expires_at, h.promise_day, 0::numeric, 0::numeric
                   from atp_hold h where h.hold_id = p_hold;
    return;
  end if;

  -- Nothing but the deadline changes: no level is touched. A line that has lapsed does not count as held.
  v_now := clock_timestamp();
  if not exists (
    select from unnest(p_items, p_locations, p_quantities, p_promise_days)
                  as w (item_id, location_id, quantity, promise_day)
      full join (select * from atp_hold o where o.hold_id = p_hold) h
        on h.item_id = w.item_id and h.location_id = w.location_id
     where w.quantity is distinct from h.quantity or w.promise_day is distinct from h.promise_day
        or h.expires_at <= v_now
  ) then
    select min(h.placed_at) into v_first from atp_hold h where h.hold_id = p_hold;
    return query
      update atp_hold h set expires_at = greatest(h.expires_at, case
          when p_cap_seconds is null then v_now + p_ttl_seconds * interval '1 second'
          else least(v_now + p_ttl_seconds * interval '1 second', v_first + p_cap_seconds * interval '1 second') end)
       where h.hold_id = p_hold and h.expires_at > v_now
      returning h.item_id, h.location_id, 'held', h.quantity, h.expires_at, h.promise_day, null::numeric, 0::numeric;
    get diagnostics v_count = row_count;
    if v_count = coalesce(cardinality(p_items), 0) then return; end if;
  end if;

  -- Every level of the old lines and the new. Under these locks no sweeper takes a line away, so what is read is true;
  -- lapsed lines that are still there are the holder's own, and are not freed for it as if they were somebody else's.
  perform set_config('atp.own_hold', p_hold, true);
  select array_agg(l.item_id), array_agg(l.location_id) into v_locked_items, v_locked_locations
    from (select s.item_id, s.location_id from atp_stock_level s
           where (s.item_id, s.location_id) in (
             select * from unnest(p_items, p_locations)
             union select h.item_id, h.location_id from atp_hold h where h.hold_id = p_hold)
           order by s.item_id, s.location_id for update) l;
  -- A hold of one line is placed without its holder's lock. If that just happened elsewhere, its level is not locked.
  if exists (select from atp_hold h where h.hold_id = p_hold
                and (h.item_id, h.location_id) not in (select * from unnest(v_locked_items, v_locked_locations))) then
    raise exception 'hold % is being placed at another level at this moment', p_hold using errcode = '55P03';
  end if;
  select array_agg(d.item_id), array_agg(d.location_id), array_agg(d.quantity), array_agg(d.permit)
    into v_items, v_locations, v_deltas, v_permits
    from (
      select coalesce(w.item_id, h.item_id) as item_id, coalesce(w.location_id, h.location_id) as location_id,
             coalesce(w.quantity, 0) - coalesce(h.quantity, 0) as quantity, coalesce(w.permit, false) as permit
        from unnest(p_items, p_locations, p_quantities, p_permits) as w (item_id, location_id, quantity, permit)
        full join (
          select * from atp_hold o
           where o.hold_id = p_hold
             and (o.item_id, o.location_id) in (select * from unnest(v_locked_items, v_locked_locations))) h
          on h.item_id = w.item_id and h.location_id = w.location_id
       where coalesce(w.quantity, 0) <> coalesce(h.quantity, 0)
       order by 1, 2) d;

  if v_items is not null then
    v_none := array_fill(0::numeric, array[cardinality(v_items)]);
    v_kinds := array_fill('hold_changed'::text, array[cardinality(v_items)]);
    v_refs := array_fill(p_hold, array[cardinality(v_items)]);
    return query
      select m.item_id, m.location_id, m.outcome, null::numeric, null::timestamptz, null::date, m.atp, m.short
        from atp_move(v_items, v_locations, v_kinds, v_none, v_none, v_none, v_deltas, v_none, v_none, v_none,
                      v_permits, v_refs, null, null) m
       where m.outcome <> 'moved';
    if found then return; end if;
  end if;

  v_now := clock_timestamp();
  select min(h.placed_at) into v_first from atp_hold h where h.hold_id = p_hold and h.expires_at > v_now;
  v_first := coalesce(v_first, v_now);
  v_until := v_now + p_ttl_seconds * interval '1 second';
  if p_cap_seconds is not null then v_until := least(v_until, v_first + p_cap_seconds * interval '1 second'); end if;
  -- What somebody extended by hand is not cut short by the holder's next step. One deadline for all lines: a hold that
  -- lapsed in part would keep a promise in part.
  v_until := greatest(v_until, (select max(h.expires_at) from atp_hold h where h.hold_id = p_hold and h.expires_at > v_now));

  delete from atp_hold h
   where h.hold_id = p_hold
     and (h.item_id, h.location_id) in (select * from unnest(v_locked_items, v_locked_locations))
     and not exists (select from unnest(p_items, p_locations) as w (item_id, location_id)
                      where w.item_id = h.item_id and w.location_id = h.location_id);
  return query
    insert into atp_hold (hold_id, item_id, location_id, quantity, expires_at, placed_at, promise_day)
    select p_hold, w.item_id, w.location_id, w.quantity, v_until, v_first, w.promise_day
      from unnest(p_items, p_locations, p_quantities, p_promise_days) as w (item_id, location_id, quantity, promise_day)
    on conflict (hold_id, item_id, location_id)
      do update set quantity = excluded.quantity, expires_at = excluded.expires_at, placed_at = excluded.placed_at,
                    promise_day = excluded.promise_day
    returning atp_hold.item_id, atp_hold.location_id, 'held', atp_hold.quantity, atp_hold.expires_at, atp_hold.promise_day,
              null::numeric, 0::numeric;
end $$;`

// Removes lapsed holds. Levels that somebody works on are left for the next round, so nobody waits for it.
// Few levels at a time, since each of them is locked until all are done: with up to 500 of them a buyer of one waited 27 ms.
const SWEEP = `
create function atp_sweep(p_limit int) returns bigint
language plpgsql set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_items text[]; v_locations text[]; v_units numeric[]; v_holds bigint[]; v_share int; v_until timestamptz;
  v_now timestamptz := clock_timestamp(); v_gone numeric; v_count bigint; i int;
begin
  select array_agg(s.item_id), array_agg(s.location_id) into v_items, v_locations
    from (
      select l.item_id, l.location_id from atp_stock_level l
       where (l.item_id, l.location_id) in (
         select h.item_id, h.location_id from (
           select o.item_id, o.location_id, o.expires_at from atp_hold o
            where o.state = 'active' and o.expires_at <= v_now order by o.expires_at limit p_limit) h
          group by 1, 2 order by min(h.expires_at) limit 32)
       order by l.item_id, l.location_id for update skip locked) s;
  if v_items is null then return 0; end if;

  v_share := greatest(1, p_limit / cardinality(v_items));
  for i in 1 .. cardinality(v_items) loop
    select o.expires_at into v_until from atp_hold o
     where ${LAPSED("o", "v_items[i]", "v_locations[i]", "v_now")}
     order by o.item_id, o.location_id, o.expires_at offset v_share - 1 limit 1;
    v_until := coalesce(v_until, v_now);
    -- A holder who renews meanwhile keeps the hold: its row is looked at again when the delete had to wait for it.
    with gone as (
      delete from atp_hold h where ${LAPSED("h", "v_items[i]", "v_locations[i]", "v_until")} returning h.quantity
    )
    select coalesce(sum(g.quantity), 0), count(*) into v_gone, v_count from gone g;
    v_units[i] := v_gone;
    v_holds[i] := v_count;
  end loop;

  update atp_stock_level s set held = s.held - f.units, stale = true,
         backordered = least(s.backordered, greatest(0, s.allocated + s.held - f.units + s.transit_out
                                                          - s.on_hand - s.in_fulfilment - s.transit_in))
    from unnest(v_items, v_locations, v_units) as f (item_id, location_id, units)
   where s.item_id = f.item_id and s.location_id = f.location_id and f.units > 0;
  insert into atp_movement (item_id, location_id, kind, held, reason)
  select f.item_id, f.location_id, 'hold_expired', -f.units, f.holds || ' holds'
    from unnest(v_items, v_locations, v_units, v_holds) as f (item_id, location_id, units, holds)
   where f.units > 0;
  return (select sum(n) from unnest(v_holds) n);
end $$;`

// Shows the counters where the host reads them. Available, there, is stocked minus reserved; so reserved is everything
// that is not available. Safety stock hides units but never shows a debt; a backorder does, as it does in the host.
const PROJECT = `
create function atp_project(p_items text[], p_locations text[], p_limit int) returns int
language plpgsql as $$
#variable_conflict use_column
declare v_items text[]; v_locations text[];
begin
  perform set_config('atp.writer', 'on', true);
  if p_items is null then
    select array_agg(s.item_id), array_agg(s.location_id) into v_items, v_locations
      from (select l.item_id, l.location_id from atp_stock_level l where l.stale
             order by l.item_id, l.location_id limit p_limit for update skip locked) s;
  else
    select array_agg(s.item_id), array_agg(s.location_id) into v_items, v_locations
      from (select l.item_id, l.location_id from atp_stock_level l
             where l.stale and (l.item_id, l.location_id) in (select * from unnest(p_items, p_locations))
             order by l.item_id, l.location_id for update skip locked) s;
  end if;
  if v_items is null then return 0; end if;

  update inventory_level il set
      stocked_quantity = v.on_hand,
      raw_stocked_quantity = jsonb_build_object('value', trim_scale(v.on_hand)::text, 'precision', 20),
      reserved_quantity = v.reserved,
      raw_reserved_quantity = jsonb_build_object('value', trim_scale(v.reserved)::text, 'precision', 20),
      updated_at = now()
    from (
      select n.item_id, n.location_id, n.on_hand,
             greatest(0, n.on_hand - case when n.net >= n.safety_stock then n.net - n.safety_stock else least(n.net, 0) end)
               as reserved
        from (
          select s.item_id, s.location_id, s.on_hand, s.safety_stock,
                 s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out as net
            from atp_stock_level s
           where (s.item_id, s.location_id) in (select * from unnest(v_items, v_locations))) n
    ) v
   where il.inventory_item_id = v.item_id and il.location_id = v.location_id and il.deleted_at is null
     and (il.stocked_quantity, il.reserved_quantity, (il.raw_stocked_quantity ->> 'value')::numeric,
          (il.raw_reserved_quantity ->> 'value')::numeric)
         is distinct from (v.on_hand, v.reserved, v.on_hand, v.reserved);
  update atp_stock_level s set stale = false
   where (s.item_id, s.location_id) in (select * from unnest(v_items, v_locations));
  return cardinality(v_items);
end $$;`
