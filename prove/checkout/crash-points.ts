import { setTimeout as pause } from "node:timers/promises"
import type { Client } from "pg"

/** The role that the process to be killed connects as: so that only its own writes are counted. */
export const VICTIM = "proof_victim"

/** Held by the proof; whoever is to crash waits for it. */
const GATE = 7_240_011

/** Not written by what is proved: the host's own records of runs and migrations, and the proof's. */
const ELSEWHERE = "'workflow_execution', 'mikro_orm_migrations', 'link_module_migrations', 'script_migrations'"

const INSTALL = `
create table proof_point (at bigint not null);
insert into proof_point values (0);
create table proof_write (n bigint, place text);
create sequence proof_count;

create function proof_write_seen() returns trigger language plpgsql as $$
declare n bigint;
begin
  if session_user <> '${VICTIM}' then return null; end if;
  n := nextval('proof_count');
  if n = (select at from proof_point) then
    perform pg_advisory_lock_shared(${GATE});
    perform pg_advisory_unlock_shared(${GATE});
  elsif (select at from proof_point) = 0 then
    insert into proof_write values (n, tg_table_name || ' ' || lower(tg_op));
  end if;
  return null;
end $$;

do $$ declare name text; begin
  for name in select c.relname from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'public' and c.relkind = 'r' and not c.relname like 'proof\\_%' and c.relname not in (${ELSEWHERE})
  loop
    execute format('create trigger proof_write before insert or update or delete on %I
      for each statement execute function proof_write_seen()', name);
  end loop;
end $$;`

/** Whether something has ended, well or not. */
export function endOf(something: Promise<unknown>): { readonly yet: boolean } {
  const end = { yet: false }
  const ended = () => {
    end.yet = true
  }
  something.then(ended, ended)
  return end
}

/** How what was being written when the process died ends: as if it had never been sent, or done with nobody to hear of it. */
export type Fate = "not done" | "done"

/**
 * Stops a process at any of its writes, so that it can be killed there.
 *
 * A statement trigger counts what the victim writes. At the one asked for it waits for a lock that the proof holds; the
 * proof kills the process, and decides whether its connection dies with it or the statement is carried out unheard.
 */
export class CrashPoints {
  constructor(private readonly database: Client) {}

  async install(): Promise<void> {
    await this.database.query(INSTALL)
    await this.database.query("select pg_advisory_lock($1)", [GATE])
  }

  /** The writes of `act`, in their order, by table and kind. */
  async count(act: () => Promise<unknown>): Promise<readonly string[]> {
    await this.database.query("truncate proof_write")
    await this.restart(0)
    await act()
    const { rows } = await this.database.query<{ place: string }>("select place from proof_write order by n")
    return rows.map(({ place }) => place)
  }

  /** From now on the victim stops at its `n`th write. */
  async arm(n: number): Promise<void> {
    await this.restart(n)
  }

  private async restart(at: number): Promise<void> {
    await this.database.query("update proof_point set at = $1", [at])
    await this.database.query("select setval('proof_count', 1, false)")
  }

  /** Answers true when the victim waits at the point; false when `over` came first, and it never will. */
  async reached(over: Promise<unknown>): Promise<boolean> {
    const ended = endOf(over)
    for (;;) {
      const { rows } = await this.database.query<{ waits: boolean }>(
        `select exists (select from pg_stat_activity
          where usename = $1 and wait_event_type = 'Lock' and wait_event = 'advisory') as waits`,
        [VICTIM],
      )
      if (rows[0]?.waits) return true
      if (ended.yet) return false
      await pause(5)
    }
  }

  /** The process is dead; what it was writing ends as said. Answers when none of its connections is left. */
  async settle(fate: Fate): Promise<void> {
    await this.database.query("update proof_point set at = -1")
    if (fate === "not done") await this.terminate()
    else {
      await this.database.query("select pg_advisory_unlock($1)", [GATE])
      await this.untilNoneIsBusy()
      await this.terminate()
      await this.database.query("select pg_advisory_lock($1)", [GATE])
    }
    for (;;) {
      const { rows } = await this.database.query("select from pg_stat_activity where usename = $1 limit 1", [VICTIM])
      if (rows.length === 0) return
      await pause(5)
    }
  }

  private async terminate(): Promise<void> {
    await this.database.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = $1", [VICTIM])
  }

  private async untilNoneIsBusy(): Promise<void> {
    for (;;) {
      const { rows } = await this.database.query(
        "select from pg_stat_activity where usename = $1 and state = 'active' limit 1",
        [VICTIM],
      )
      if (rows.length === 0) return
      await pause(5)
    }
  }
}
