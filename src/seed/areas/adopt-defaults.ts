import { Modules } from "@medusajs/framework/utils"
import { updateApiKeysWorkflow, updateSalesChannelsWorkflow } from "@medusajs/medusa/core-flows"
import type { Seeding } from "../seeding"

/** What the host creates by itself at its first boot. */
const HOST_CHANNEL = { name: "Default Sales Channel", description: "Created by Medusa" }
const HOST_KEY = { title: "Default Publishable API Key", type: "publishable" } as const

/**
 * Gives the host's own first sales channel and publishable key the names of our first ones, so that the shop has no
 * "default" beside the real ones. Renames them only while they are as the host made them.
 */
export async function adoptDefaults({ container, shop }: Seeding): Promise<void> {
  const [channel] = shop.store.sales_channels
  const channels = container.resolve(Modules.SALES_CHANNEL)
  const [[hostChannel], [ourChannel]] = await Promise.all([
    channels.listSalesChannels(HOST_CHANNEL),
    channels.listSalesChannels({ name: channel?.name ?? "" }),
  ])
  if (channel && hostChannel && !ourChannel) {
    await updateSalesChannelsWorkflow(container).run({ input: { selector: { id: hostChannel.id }, update: channel } })
  }

  const [key] = shop.store.publishable_keys
  const keys = container.resolve(Modules.API_KEY)
  const [[hostKey], [ourKey]] = await Promise.all([
    keys.listApiKeys(HOST_KEY),
    keys.listApiKeys({ title: key?.title ?? "", type: "publishable" }),
  ])
  if (key && hostKey && !ourKey && !hostKey.revoked_at) {
    await updateApiKeysWorkflow(container).run({
      input: { selector: { id: hostKey.id }, update: { title: key.title } },
    })
  }
}
