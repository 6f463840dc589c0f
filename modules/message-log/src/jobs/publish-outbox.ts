import type { MedusaContainer } from "@medusajs/framework/types"
import { MESSAGE_LOG_MODULE, type MessageLogModuleService } from "../modules/message-log"

/** Every process that runs jobs may run it, at the same time too: events are claimed, so each has one publisher. */
export default async function publishOutbox(container: MedusaContainer): Promise<void> {
  await container.resolve<MessageLogModuleService>(MESSAGE_LOG_MODULE).publishOutbox()
}

export const config = {
  name: "message-log-publish-outbox",
  // Milliseconds. A run costs the host two writes of its own, so twice a second would be seen in the database.
  schedule: { interval: 2_000 },
}
