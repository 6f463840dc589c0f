import type { Client } from "pg"
import type { Break } from "./options"

/** Takes a part out of the running build, and says what is gone. */
export async function breakBuild(database: Client, part: Break): Promise<string> {
  await database.query(BROKEN[part].sql)
  return `Broken on purpose: ${BROKEN[part].what}.`
}

const BROKEN: Readonly<Record<Break, { readonly what: string; readonly sql: string }>> = {
  journal: {
    what: "what is journaled of a checkout and of money calls is not there after a crash",
    // As if nothing had been written down before it was done: whoever mends finds no trace of what was begun.
    sql: `
create function proof_forget() returns trigger language plpgsql as $$
begin
  delete from payment_operation where state in ('prepared', 'sent', 'unknown');
  delete from checkout_attempt where state in ('open', 'stuck');
  return null;
end $$;
create trigger proof_forget after update on proof_point for each statement
  when (pg_trigger_depth() = 0) execute function proof_forget()`,
  },
}
