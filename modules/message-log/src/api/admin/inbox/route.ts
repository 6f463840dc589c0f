import { page, readInput, text } from "@holdfast/host-kit"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { INBOX_STATES } from "../../../modules/message-log"
import { inboxOf } from "../../inbox-of"

const Query = z.strictObject({
  source: text(100).optional(),
  state: z.enum(INBOX_STATES).optional(),
  key: text().optional(),
  /** Part of an id, a key, a kind or a reason. */
  q: text(100).optional(),
  ...page,
})

/** What others told us, the newest first, and how the inbox stands. `count` goes up to 10,000. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const filter = readInput(Query, req.query)
  const inbox = inboxOf(req.scope)
  const [found, sources, health] = await Promise.all([inbox.inbox(filter), inbox.inboxSources(), inbox.inboxHealth()])
  const { overdueSeconds, ...counts } = health
  res.json({
    ...found,
    limit: filter.limit,
    offset: filter.offset,
    sources,
    health: { ...counts, overdue_seconds: overdueSeconds },
  })
}
