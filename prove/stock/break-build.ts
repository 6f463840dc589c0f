import type { Client } from "pg"
import type { Break } from "./options"

interface Change {
  readonly functionName: string
  readonly find: RegExp
  readonly replace: string
  readonly times: number
}

interface BrokenBuild {
  readonly what: string
  readonly changes: readonly Change[]
  /** The CHECK constraints of the counters stand behind the functions, and would refuse what these let through. */
  readonly withoutChecks: boolean
}

/**
 * What is taken out, from the functions as the migrations made them: the broken build follows the real one, and a change
 * that no longer fits says so.
 */
export const BROKEN_BUILDS: Readonly<Record<Break, BrokenBuild>> = {
  guard: {
    what: "atp_move and atp_place_holds do not compare with what is available; no CHECK constraints",
    withoutChecks: true,
    changes: [
      {
        functionName: "atp_move",
        find: /elsif v_level\.d_net < 0 then/g,
        replace: "elsif false then",
        times: 1,
      },
      { functionName: "atp_place_holds", find: /if v_asked > v_atp then/g, replace: "if false then", times: 2 },
    ],
  },
  lock: {
    what: "atp_place_holds reads the level without locking it; no CHECK constraints",
    withoutChecks: true,
    changes: [
      {
        functionName: "atp_place_holds",
        find: /(where s\.item_id = p_item and s\.location_id = p_location) for update;/g,
        replace: "$1;",
        times: 1,
      },
    ],
  },
  ledger: {
    what: "atp_move and atp_place_holds write no row of the ledger",
    withoutChecks: false,
    changes: [
      {
        functionName: "atp_move",
        find: /p_transit_in, p_safety_stock, p_references\) as m;/g,
        replace: "p_transit_in, p_safety_stock, p_references) as m where false;",
        times: 1,
      },
      {
        functionName: "atp_place_holds",
        find: /insert into atp_movement[^;]+'hold_placed'[^;]+;/g,
        replace: "",
        times: 1,
      },
    ],
  },
}

/** Takes a part out of the build in this database. */
export async function breakBuild(client: Client, part: Break): Promise<void> {
  const { changes, withoutChecks } = BROKEN_BUILDS[part]
  for (const { functionName, find, replace, times } of changes) {
    const { rows } = await client.query<{ sql: string }>("select pg_get_functiondef($1::regproc) as sql", [
      functionName,
    ])
    const sql = rows[0]?.sql ?? ""
    const found = sql.match(find)?.length ?? 0
    if (found !== times) {
      throw new Error(
        `--break ${part}: ${functionName} has ${String(find)} ${found} times, not ${times}. Follow the build.`,
      )
    }
    await client.query(sql.replace(find, replace))
  }
  if (!withoutChecks) return
  const { rows } = await client.query<{ name: string }>(
    "select conname as name from pg_constraint where conrelid = 'atp_stock_level'::regclass and contype = 'c'",
  )
  for (const { name } of rows) await client.query(`alter table atp_stock_level drop constraint ${name}`)
}
