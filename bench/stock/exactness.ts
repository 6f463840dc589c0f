import type { Side } from "./contestants"
import type { StockServer } from "./stock-server"

interface Stored {
  /** Rows that say a unit is taken. */
  readonly rows: number
  /** Levels whose counters say anything else than the rows, or than the ledger. */
  readonly wrong: number
}

const STORED: Readonly<Record<Side["name"], string>> = {
  holdfast: `
with holds as (select item_id, location_id, count(*) as n, sum(quantity) as units from atp_hold group by 1, 2),
     ledger as (select item_id, location_id, sum(held) as units from atp_movement group by 1, 2)
select coalesce(sum(h.n), 0)::int as rows,
       count(*) filter (where s.held <> coalesce(h.units, 0) or s.held <> coalesce(l.units, 0))::int as wrong
  from atp_stock_level s left join holds h using (item_id, location_id) left join ledger l using (item_id, location_id)`,
  vanilla: `
with taken as (select inventory_item_id, location_id, count(*) as n, sum(quantity) as units
                 from reservation_item where deleted_at is null group by 1, 2)
select coalesce(sum(r.n), 0)::int as rows, count(*) filter (where l.reserved_quantity <> coalesce(r.units, 0))::int as wrong
  from inventory_level l left join taken r using (inventory_item_id, location_id)`,
  "one statement": `
with taken as (select item_id, location_id, count(*) as n, sum(quantity) as units from hold group by 1, 2)
select coalesce(sum(t.n), 0)::int as rows, count(*) filter (where s.held <> coalesce(t.units, 0))::int as wrong
  from stock s left join taken t using (item_id, location_id)`,
}

const EMPTIED: Readonly<Record<Side["name"], string>> = {
  holdfast: "truncate atp_hold, atp_movement; update atp_stock_level set held = 0, stale = false",
  vanilla:
    'truncate reservation_item; update inventory_level set reserved_quantity = 0, raw_reserved_quantity = \'{"value": "0", "precision": 20}\'',
  "one statement": "truncate hold; update stock set held = 0",
}

/** Compares what was promised with what is stored. A shop that loses holds, or sells one twice, is not fast. */
export class Exactness {
  private readonly promised = new Map<Side["name"], number>()

  constructor(private readonly server: StockServer) {}

  /** Counts so many answers of "yes". */
  count({ name }: Side, placed: number): void {
    this.promised.set(name, (this.promised.get(name) ?? 0) + placed)
  }

  /** @throws Error when one side's promises, counters, rows and ledger are not the same */
  async check(sides: readonly Side[]): Promise<void> {
    for (const side of sides) {
      const [stored] = await this.server.query<Stored>(side.database, STORED[side.name])
      const promised = this.promised.get(side.name) ?? 0
      if (stored?.rows === promised && stored.wrong === 0) continue
      throw new Error(
        `${side.name} promised ${promised} units, stored ${stored?.rows ?? "nothing"}, and ${stored?.wrong ?? "no"} levels differ from their rows.`,
      )
    }
  }

  /** Each part begins with nothing held, as a shop does in the morning. */
  async empty(sides: readonly Side[]): Promise<void> {
    for (const side of sides) {
      await this.server.query(side.database, EMPTIED[side.name])
      this.promised.delete(side.name)
    }
    // What the last part left to write would otherwise be written while this one is measured.
    await this.server.query("postgres", "checkpoint")
  }
}
