import type { Sql } from "./atp-suite"

/** What a damage is done to: `MUG` is at berlin and reno, `LID` at berlin. */
export interface Scene {
  readonly mug: string
  readonly lid: string
  /** 4 mugs of berlin. */
  readonly reservation: string
  /** 2 mugs of berlin. */
  readonly hold: string
  /** 1 mug from reno to berlin, on its way. */
  readonly underWay: string
  /** 1 mug from reno to berlin, asked for. */
  readonly asked: string
}

export interface Damage {
  readonly what: string
  readonly statements: readonly string[]
  /** How the report names it. */
  readonly named: string
}

const at = (location: string) => `where item_id = 'MUG' and location_id = '${location}'`
const shownAt = (location: string) => `where inventory_item_id = 'MUG' and location_id = '${location}'`

const damage = (what: string, named: string, ...statements: string[]): Damage => ({ what, named, statements })

/** Every kind of damage that the checker knows, one of each. */
export const DAMAGES: readonly Damage[] = [
  damage(
    "a counter that lost 3 units",
    "counter_differs_from_ledger onHand",
    `update atp_stock_level set on_hand = on_hand - 3 ${at("berlin")}`,
  ),
  damage(
    "safety stock that nobody set",
    "counter_differs_from_ledger safetyStock",
    `update atp_stock_level set safety_stock = 2 ${at("reno")}`,
  ),
  damage(
    "an allocated counter that is 2 too high",
    "counter_differs_from_facts allocated",
    `update atp_stock_level set allocated = allocated + 2 ${at("berlin")}`,
  ),
  damage(
    "a held counter that forgot a hold of 2",
    "counter_differs_from_facts held",
    `update atp_stock_level set held = 0 ${at("berlin")}`,
  ),
  damage(
    "a hold that vanished without a movement",
    "counter_differs_from_facts held",
    `delete from atp_hold where hold_id = 'HOLD'`,
  ),
  damage(
    "a hold of minus 2",
    "quantity_impossible hold HOLD",
    `update atp_hold set quantity = -2 where hold_id = 'HOLD'`,
  ),
  damage("a negative counter", "counter_negative held", `update atp_stock_level set held = -1 ${at("berlin")}`),
  damage(
    "half a mug",
    "quantity_fractional onHand",
    `update atp_stock_level set on_hand = on_hand - 0.5 ${at("berlin")}`,
  ),
  damage(
    "half a mug that the ledger knows of",
    "quantity_fractional onHand",
    `update atp_stock_level set on_hand = on_hand - 0.5 ${at("berlin")}`,
    `insert into atp_movement (item_id, location_id, kind, on_hand) values ('MUG', 'berlin', 'adjusted', -0.5)`,
  ),
  damage(
    "a figure finer than any unit",
    "quantity_fractional onHand",
    `update atp_stock_level set on_hand = 9.33333333 ${at("berlin")}`,
  ),
  damage(
    "a permission that nobody needs",
    "backordered_wrong backordered",
    `update atp_stock_level set backordered = 5 ${at("berlin")}`,
  ),
  damage(
    "units that a crashed fulfilment left between shelf and order",
    "counter_differs_from_facts inFulfilment",
    `update atp_stock_level set in_fulfilment = 2, on_hand = on_hand - 2 ${at("berlin")}`,
  ),
  damage(
    "a figure the host shows wrongly",
    "level_not_shown reserved_quantity",
    `update inventory_level set reserved_quantity = 1 ${shownAt("berlin")}`,
  ),
  damage(
    "a raw figure the host shows wrongly",
    "level_not_shown raw_stocked_quantity",
    `update inventory_level set raw_stocked_quantity = '{"value":"99","precision":20}' ${shownAt("berlin")}`,
  ),
  damage(
    "a raw figure that is none",
    "level_not_shown raw_stocked_quantity",
    `update inventory_level set raw_stocked_quantity = '{"value":"many"}' ${shownAt("berlin")}`,
  ),
  damage("a level without counters", "level_without_counters onHand", `delete from atp_stock_level ${at("berlin")}`),
  damage("counters without a level", "counters_without_level onHand", `delete from inventory_level ${shownAt("reno")}`),
  damage(
    "a level deleted past the module while 6 of its units are promised",
    "counters_without_level onHand",
    `update inventory_level set deleted_at = now() ${shownAt("berlin")}`,
  ),
  damage(
    "a level of which nothing is left but its ledger",
    "level_missing onHand",
    `delete from atp_stock_level ${at("reno")}`,
    `delete from inventory_level ${shownAt("reno")}`,
  ),
  damage(
    "a reservation whose allocation vanished",
    "reservation_not_allocated RESERVATION",
    `delete from atp_allocation where reservation_id = 'RESERVATION'`,
  ),
  damage(
    "a reservation that is smaller than its allocation",
    "reservation_not_allocated RESERVATION",
    `update reservation_item set quantity = 1 where id = 'RESERVATION'`,
  ),
  damage(
    "an allocation of another item",
    "allocation_without_reservation RESERVATION",
    `update atp_allocation set item_id = 'LID' where reservation_id = 'RESERVATION'`,
  ),
  damage(
    "an allocation of minus 4",
    "quantity_impossible allocation RESERVATION",
    `update atp_allocation set quantity = -4 where reservation_id = 'RESERVATION'`,
  ),
  damage(
    "more units being fulfilled than are allocated",
    "quantity_impossible allocation RESERVATION",
    `update atp_allocation set fulfilling = 9 where reservation_id = 'RESERVATION'`,
  ),
  damage(
    "an allocation whose reservation vanished",
    "allocation_without_reservation RESERVATION",
    `delete from reservation_item where id = 'RESERVATION'`,
  ),
  damage(
    "a ledger that lost one kind of movement",
    "counter_differs_from_ledger allocated",
    `delete from atp_movement ${at("berlin")} and kind = 'allocated'`,
  ),
  damage("a ledger that lost everything", "ledger_missing onHand", `delete from atp_movement ${at("berlin")}`),
  damage(
    "a transfer that was canceled in its own table only",
    "counter_differs_from_facts transitOut",
    `update atp_transfer set state = 'canceled' where id = 'ASKED'`,
  ),
  damage(
    "a transfer that vanished on its way",
    "counter_differs_from_facts transitIn",
    `delete from atp_transfer where id = 'UNDERWAY'`,
  ),
  damage(
    "a transfer of which minus 3 were received",
    "quantity_impossible transfer UNDERWAY",
    `update atp_transfer set received = -3 where id = 'UNDERWAY'`,
  ),
]

const TABLES = ["atp_stock_level", "atp_hold", "atp_allocation", "atp_transfer"]

/** Takes the tables' checks away, so that what they forbid can be done. Answers how to put them back, which tries them. */
export async function withoutChecks(sql: Sql): Promise<() => Promise<void>> {
  const checks = await sql<{ place: string; name: string; definition: string }>(
    `select conrelid::regclass::text as place, conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'c' and conrelid = any ($1::regclass[])`.replace(
      "$1",
      `array[${TABLES.map((table) => `'${table}'`).join(", ")}]`,
    ),
  )
  for (const { place, name } of checks) await sql(`alter table ${place} drop constraint ${name}`)
  return async () => {
    for (const { place, name, definition } of checks) {
      await sql(`alter table ${place} add constraint ${name} ${definition}`)
    }
  }
}

/** Writes past every guard, as a broken disk or a hurried hand would. */
export async function inflict(sql: Sql, { statements }: Damage, scene: Scene): Promise<void> {
  const names = {
    RESERVATION: scene.reservation,
    UNDERWAY: scene.underWay,
    ASKED: scene.asked,
    HOLD: scene.hold,
    MUG: scene.mug,
    LID: scene.lid,
  }
  const filled = Object.entries(names).reduce((text, [name, id]) => text.replaceAll(name, id), statements.join(";\n"))
  await sql(`do $$ begin
    perform set_config('session_replication_role', 'replica', true);
    ${filled};
  end $$`)
}

/** The name a report has for it in this scene. */
export const nameIn = ({ named }: Damage, scene: Scene) =>
  named.replace("RESERVATION", scene.reservation).replace("HOLD", scene.hold).replace("UNDERWAY", scene.underWay)
