import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The tables of the ATP module. Only creates; locks nothing that exists.
 *
 * `atp_stock_level` is narrow and has room on every page, so that an update of its counters stays on the page (HOT)
 * and touches no index. Every other figure about stock is a projection of it.
 */
export class Migration20261121100000_atp_tables extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
create table atp_stock_level (
  item_id text not null,
  location_id text not null,
  -- Units on the shelf, as last counted.
  on_hand numeric not null default 0,
  -- Left the shelf in a fulfilment whose reservation is still open: balances on_hand until the reservation follows.
  in_fulfilment numeric not null default 0,
  allocated numeric not null default 0,
  held numeric not null default 0,
  transit_out numeric not null default 0,
  transit_in numeric not null default 0,
  safety_stock numeric not null default 0,
  -- Units promised beyond stock by permission: a backorder, a scheduled receipt, a shortage that was accepted.
  backordered numeric not null default 0,
  -- Places after the point a quantity may have: 0 for pieces, up to 3 for goods sold by measure.
  decimals int not null default 0,
  -- inventory_level does not show these counters yet.
  stale boolean not null default false,
  primary key (item_id, location_id),
  constraint atp_on_hand_not_negative check (on_hand >= 0),
  constraint atp_allocated_not_negative check (allocated >= 0),
  constraint atp_held_not_negative check (held >= 0),
  constraint atp_transit_not_negative check (transit_out >= 0 and transit_in >= 0),
  constraint atp_safety_stock_not_negative check (safety_stock >= 0),
  constraint atp_backordered_not_negative check (backordered >= 0),
  constraint atp_quantities_in_unit check (
    greatest(scale(trim_scale(on_hand)), scale(trim_scale(allocated)), scale(trim_scale(held)),
             scale(trim_scale(transit_out)), scale(trim_scale(transit_in)), scale(trim_scale(safety_stock))) <= decimals),
  constraint atp_promises_within_supply
    check (allocated + held + transit_out <= on_hand + in_fulfilment + transit_in + backordered)
) with (fillfactor = 20);

create table atp_movement (
  id bigint generated always as identity primary key,
  item_id text not null,
  location_id text not null,
  kind text not null,
  on_hand numeric not null default 0,
  in_fulfilment numeric not null default 0,
  allocated numeric not null default 0,
  held numeric not null default 0,
  transit_out numeric not null default 0,
  transit_in numeric not null default 0,
  safety_stock numeric not null default 0,
  reference text,
  reason text,
  actor text,
  at timestamptz not null default now()
);
create index atp_movement_by_level on atp_movement (item_id, location_id, id);
create index atp_movement_by_reference on atp_movement (reference) where reference is not null;

create table atp_hold (
  hold_id text not null,
  item_id text not null,
  location_id text not null,
  quantity numeric not null,
  state text not null default 'active',
  expires_at timestamptz not null,
  placed_at timestamptz not null default now(),
  -- The day promised when the hold needs supply that has not arrived; null when it stands on stock.
  promise_day date,
  primary key (hold_id, item_id, location_id),
  constraint atp_hold_quantity_positive check (quantity > 0),
  constraint atp_hold_state_known check (state in ('active', 'committed'))
);
create index atp_hold_by_level on atp_hold (item_id, location_id, expires_at) where state = 'active';
create index atp_hold_by_deadline on atp_hold (expires_at) where state = 'active';
create index atp_hold_dated on atp_hold (item_id) where promise_day is not null and state = 'active';
create index atp_hold_committed on atp_hold (expires_at) where state = 'committed';

-- Where the units of a reservation_item are: the host's row knows one location, a line may be split over several.
create table atp_allocation (
  reservation_id text not null,
  location_id text not null,
  item_id text not null,
  line_item_id text,
  quantity numeric not null,
  -- Of them, how many have left the shelf in a fulfilment that has not reduced the reservation yet.
  fulfilling numeric not null default 0,
  -- Units that were shipped from here, so that a canceled fulfilment puts them back where they were.
  fulfilled numeric not null default 0,
  -- The hold these units came from, so that undoing the act gives them back to it.
  hold_id text,
  -- Live reservations count; the allocations of a deleted one stay for its restoration.
  released boolean not null default false,
  promise_day date,
  first_promise_day date,
  promised_at timestamptz not null default now(),
  fulfilled_at timestamptz,
  primary key (reservation_id, location_id),
  constraint atp_allocation_quantity_not_negative check (quantity >= 0),
  constraint atp_allocation_fulfilling_within check (fulfilling between 0 and quantity)
);
create index atp_allocation_by_line on atp_allocation (line_item_id) where line_item_id is not null;
create index atp_allocation_dated on atp_allocation (item_id) where promise_day is not null and not released;
create index atp_allocation_by_hold on atp_allocation (hold_id) where hold_id is not null;
create index atp_allocation_by_level on atp_allocation (item_id, location_id) where not released;

-- Why a holder's units come from where they do: strategy, lines, reasons.
create table atp_decision (
  hold_id text primary key,
  decision jsonb not null,
  decided_at timestamptz not null default now()
);
create index atp_decision_by_age on atp_decision (decided_at);

-- The first answer of every act that came with a key of its caller.
create table atp_act (
  key text primary key,
  fingerprint text not null,
  answer jsonb not null,
  at timestamptz not null default now()
);
create index atp_act_by_age on atp_act (at);

create table atp_receipt (
  id text primary key,
  item_id text not null,
  location_id text not null,
  quantity numeric not null,
  received numeric not null default 0,
  expected_day date not null,
  state text not null default 'open',
  reference text,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint atp_receipt_quantity_positive check (quantity > 0),
  constraint atp_receipt_received_not_negative check (received >= 0),
  constraint atp_receipt_state_known check (state in ('open', 'received', 'canceled'))
);
create index atp_receipt_open on atp_receipt (item_id, location_id, expected_day) where state = 'open';

create table atp_transfer (
  id text primary key,
  item_id text not null,
  from_location_id text not null,
  to_location_id text not null,
  quantity numeric not null,
  received numeric not null default 0,
  expected_day date not null,
  state text not null default 'requested',
  reference text,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint atp_transfer_quantity_positive check (quantity > 0),
  constraint atp_transfer_received_not_negative check (received >= 0),
  constraint atp_transfer_between_two_locations check (from_location_id <> to_location_id),
  constraint atp_transfer_state_known check (state in ('requested', 'dispatched', 'received', 'canceled'))
);
create index atp_transfer_open on atp_transfer (item_id, to_location_id, expected_day)
  where state in ('requested', 'dispatched');

create table atp_item_policy (
  item_id text primary key,
  -- Instead of what the item's unit of measure allows.
  decimals int,
  lead_time_days int,
  -- Units promised beyond stock and scheduled supply; null leaves it to the variant's own permission.
  backorder_limit numeric,
  preorder_cap numeric,
  preorder_release_day date,
  constraint atp_item_policy_decimals check (decimals between 0 and 3),
  constraint atp_item_policy_not_negative
    check (coalesce(lead_time_days, 0) >= 0 and coalesce(backorder_limit, 0) >= 0 and coalesce(preorder_cap, 0) >= 0)
);

-- '*' is the policy of every channel, or of every location, that has none of its own.
create table atp_channel_policy (
  sales_channel_id text primary key,
  hold_at text not null default 'cart',
  guest_ttl_seconds int not null default 900,
  customer_ttl_seconds int not null default 1800,
  cap_seconds int not null default 7200,
  grace_seconds int not null default 600,
  strategy text not null default 'priority',
  constraint atp_channel_policy_hold_at_known check (hold_at in ('cart', 'payment', 'never')),
  constraint atp_channel_policy_positive
    check (guest_ttl_seconds > 0 and customer_ttl_seconds > 0 and cap_seconds > 0 and grace_seconds >= 0)
);
insert into atp_channel_policy (sales_channel_id) values ('*');

create table atp_location_policy (
  location_id text primary key,
  priority int not null default 100,
  cost_per_shipment_minor bigint,
  cost_per_unit_minor bigint
);`)
  }

  override async down(): Promise<void> {
    for (const table of [
      "location_policy",
      "channel_policy",
      "item_policy",
      "transfer",
      "receipt",
      "act",
      "decision",
      "allocation",
      "hold",
      "movement",
      "stock_level",
    ]) {
      this.addSql(`drop table if exists atp_${table};`)
    }
  }
}
