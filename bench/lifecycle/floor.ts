import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { LaunchFailure } from "../../launcher/launch-failure"
import { runProgram } from "../../launcher/run-program"
import { findPgbench, parsePgbench } from "../stock/pgbench"
import type { StockServer } from "../stock/stock-server"

const DATABASE = "floor"
export const FLOOR_CLIENTS = 8
const ROWS = 100_000

/** One row that changes and one that is added, both small: the least that any durable change with a record of it costs. */
const TABLES = `
create table stock (
  id int primary key,
  on_hand int not null,
  reserved int not null default 0,
  version int not null default 0,
  check (reserved >= 0), check (reserved <= on_hand)
) with (fillfactor = 20);
insert into stock select g, 100000000, 0 from generate_series(1, ${ROWS}) g;
create table reservation (
  id bigint generated always as identity primary key,
  stock_id int not null, qty int not null, cart_id bigint not null,
  state smallint not null default 0,
  expires_at timestamptz not null
);
create index reservation_exp on reservation (expires_at) where state = 0;`

const SCRIPT = `\\set id random(1, ${ROWS})
\\set cart random(1, 1000000000)
with u as (update stock set reserved = reserved + 1 where id = :id and on_hand - reserved >= 1 returning id) insert into reservation (stock_id, qty, cart_id, expires_at) select id, 1, :cart, now() + interval '10 min' from u returning id;
`

/** So many a second, for so many seconds. */
export type Floor = (seconds: number) => Promise<number>

/** PostgreSQL's own load generator with one statement that updates and inserts, over 100,000 rows and 8 connections. */
export async function startFloor(server: StockServer): Promise<Floor> {
  const pgbench = findPgbench(process.env["PATH"])
  if (!pgbench) {
    throw new LaunchFailure(
      "bench_needs_pgbench",
      "This bench stands beside pgbench, which is not installed.",
      "Install PostgreSQL's contrib programs, such as the package postgresql-contrib.",
    )
  }
  await server.create(DATABASE)
  await server.query(DATABASE, TABLES)
  await server.query(DATABASE, "vacuum analyze")
  const script = path.join(server.dataDir, "floor.sql")
  mkdirSync(server.dataDir, { recursive: true })
  writeFileSync(script, SCRIPT)
  return async (seconds) => {
    const said = await runProgram({
      title: "pgbench",
      command: pgbench,
      args: [
        ...["--no-vacuum", "--protocol=prepared", `--client=${FLOOR_CLIENTS}`],
        // It knows whole seconds alone.
        ...[`--time=${Math.max(1, Math.round(seconds))}`, `--file=${script}`, server.url(DATABASE)],
      ],
      cwd: server.dataDir,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
      logFile: path.join(server.dataDir, "logs", "pgbench.log"),
    })
    return parsePgbench(said).perSecond
  }
}
