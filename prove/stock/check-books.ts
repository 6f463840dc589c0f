import type { Client } from "pg"
import type { Books } from "./books"
import type { World } from "./world"

export interface Fault {
  readonly invariant: string
  readonly found: string
}

/** Compares what the clients were told with what is there, once all is quiet. */
export async function checkBooks(database: Client, books: Books, world: World): Promise<readonly Fault[]> {
  return [
    ...(await reservationFaults(database, books)),
    ...(await holdFaults(database, books)),
    ...(await supplyFaults(database, books, world)),
  ]
}

const lost = (found: string): Fault => ({ invariant: "acknowledged_acts_are_there", found })

async function reservationFaults(database: Client, books: Books): Promise<Fault[]> {
  const { rows } = await database.query<{ id: string; quantity: number; deleted: boolean }>(
    "select id, quantity::float8 as quantity, deleted_at is not null as deleted from reservation_item where id = any ($1)",
    [[...books.reservations.keys()]],
  )
  const there = new Map(rows.map((row) => [row.id, row]))
  return [...books.reservations.values()].flatMap((told) => {
    const row = there.get(told.id)
    const is = row && !row.deleted ? row.quantity : 0
    const wanted = told.deleted ? 0 : told.quantity
    return is === wanted ? [] : [lost(`reservation ${told.id} was acknowledged with ${wanted} units and has ${is}`)]
  })
}

async function holdFaults(database: Client, books: Books): Promise<Fault[]> {
  const { rows } = await database.query<{ hold_id: string; lines: string[] }>(
    `select hold_id, array_agg(item_id || ' ' || location_id || ' ' || quantity::float8 order by 1) as lines
       from (select * from atp_hold where hold_id = any ($1) and state = 'active') h group by hold_id`,
    [[...books.holds.keys()]],
  )
  const { rows: clock } = await database.query<{ ms: number }>(
    "select extract(epoch from clock_timestamp()) * 1000 as ms",
  )
  const there = new Map(rows.map((row) => [row.hold_id, row.lines.sort().join(", ")]))
  return [...books.holds].flatMap(([holdId, { lines, expiresAtMs }]) => {
    if (expiresAtMs <= Number(clock[0]?.ms)) return []
    const wanted = lines
      .map((line) => `${line.itemId} ${line.locationId} ${line.quantity}`)
      .sort()
      .join(", ")
    const is = there.get(holdId) ?? "nothing"
    return is === wanted ? [] : [lost(`hold ${holdId} was acknowledged with ${wanted} and holds ${is}`)]
  })
}

async function supplyFaults(database: Client, books: Books, { items }: World): Promise<Fault[]> {
  const { rows } = await database.query<{ id: string; on_hand: number; reserved: number }>(
    `select i.id, (select coalesce(sum(s.on_hand), 0)::float8 from atp_stock_level s where s.item_id = i.id) as on_hand,
            (select coalesce(sum(r.quantity), 0)::float8 from reservation_item r
              where r.inventory_item_id = i.id and r.deleted_at is null) as reserved
       from inventory_item i`,
  )
  const there = new Map(rows.map((row) => [row.id, row]))
  return items.flatMap((item) => {
    const row = there.get(item.id)
    // Where levels come and go, so does what they had.
    if (!row || item.supply === "levels") return []
    const supplied = books.onHandOf(item.id)
    const faults: Fault[] = []
    if (row.on_hand !== supplied) {
      faults.push(lost(`${item.sku}: acknowledged acts make ${supplied} on hand, and there are ${row.on_hand}`))
    }
    const underWay = books.underWayOf(item.id)
    if (!item.permitted && row.reserved > supplied + underWay) {
      const found = `${item.sku}: ${row.reserved} units are sold and not shipped, of ${supplied} on hand and ${underWay} under way`
      faults.push({ invariant: "sold_within_supply", found })
    }
    return faults
  })
}
