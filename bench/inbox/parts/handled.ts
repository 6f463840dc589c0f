import { emptyInboxes } from "../exactness"
import type { Measure } from "../part"

const PER_SECOND = 2_000
const SECONDS = 10

/** The engine alone: claimed, handed to a handler that does nothing, and settled, in the order of some 6,000 keys. */
export const measureHandled: Measure = async (context) => {
  const { worker, server, database, say } = context
  await emptyInboxes(context)
  const { kept } = await worker.run("arrive", {
    ...{ side: "ours", perSecond: PER_SECOND, seconds: SECONDS },
    run: "done",
  })
  await server.query(database, "vacuum analyze message_log_inbox")
  const { seconds, done } = await worker.run("handle", {})
  say(`  ${done} messages in ${seconds.toFixed(1)} s`)
  if (done !== kept) throw new Error(`${kept} messages were kept, and ${done} were handled.`)
  return {
    title: `${kept.toLocaleString("en")} messages, three of a key, handled by one process with 8 at once`,
    compared: [],
    figures: { "messages/s": done / seconds, seconds },
    goals: [],
    noise: [],
  }
}
