import type { MessageLogModuleService } from "@holdfast/message-log"
import { Pool } from "pg"
import type { Webhook } from "./webhook"

/** Keeps one webhook; when it answers, it is on disk. */
export type Receive = (webhook: Webhook) => Promise<unknown>

export const SIDES = ["ours", "peer"] as const
export type SideName = (typeof SIDES)[number]

export const SOURCE = "pp_bench"
/** As many as the inbox opens for itself. */
export const CONNECTIONS = 4

/** A table of the same shape, so that both sides write the same pages. */
export const PEER_TABLE = "create table if not exists plain_inbox (like message_log_inbox including all)"

const INSERT = `
insert into plain_inbox (id, source, message_id, key, kind, occurred_at, payload)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (source, message_id) do nothing`

/** The inbox's `receive`, and what one writes without it: one prepared insert for each webhook, and its commit. */
export function twoWays(service: MessageLogModuleService, databaseUrl: string): Readonly<Record<SideName, Receive>> {
  const pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS })
  let made = 0
  return {
    ours: (webhook) => service.receive(SOURCE, [webhook]),
    peer: ({ id, key, kind, occurredAt, payload }) =>
      pool.query({
        name: "keep",
        text: INSERT,
        values: [`inb_${String(made++).padStart(26, "0")}`, SOURCE, id, key, kind, occurredAt, JSON.stringify(payload)],
      }),
  }
}
