import type { PartContext } from "./part"
import type { SideName } from "./two-ways"

const TABLE: Readonly<Record<SideName, string>> = { ours: "message_log_inbox", peer: "plain_inbox" }

/** Empties both tables, so that every part begins with the same. */
export async function emptyInboxes({ server, database }: PartContext): Promise<void> {
  for (const table of Object.values(TABLE)) await server.query(database, `truncate ${table}`)
  await server.query("postgres", "checkpoint")
}

/** What was answered is there, once: no more and no less. */
export async function checkKept({ server, database }: PartContext, kept: Readonly<Record<SideName, number>>) {
  for (const side of ["ours", "peer"] as const) {
    const [row] = await server.query<{ count: string }>(database, `select count(*) as count from ${TABLE[side]}`)
    const count = Number(row?.count ?? NaN)
    if (count !== kept[side]) throw new Error(`${kept[side]} webhooks were kept by ${side}, and ${count} are there.`)
  }
}
