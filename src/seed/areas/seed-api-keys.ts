import { Modules } from "@medusajs/framework/utils"
import { createApiKeysWorkflow } from "@medusajs/medusa/core-flows"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import { ensureLinks } from "../ensure-links"
import type { Seeding } from "../seeding"

/** Publishable keys, each opening one sales channel. Answers the first one's token. */
export async function seedApiKeys({ container, shop, note }: Seeding, channelIds: Ids): Promise<string> {
  const keys = container.resolve(Modules.API_KEY)
  const wanted = shop.store.publishable_keys
  const listOurs = async () =>
    (await keys.listApiKeys({ type: "publishable", title: wanted.map(({ title }) => title) }, { take: null })).filter(
      (key) => !key.revoked_at,
    )
  const { ids, created } = await ensure({
    what: "publishable key",
    wanted,
    nameOf: ({ title }) => title,
    find: async () => idsByName(await listOurs(), ({ title }) => title),
    create: (missing) =>
      createApiKeysWorkflow(container).run({
        input: { api_keys: missing.map(({ title }) => ({ title, type: "publishable", created_by: "" })) },
      }),
  })
  await ensureLinks(
    container,
    wanted.map(({ title, channel }) => ({
      [Modules.API_KEY]: { publishable_key_id: idOf(ids, "publishable key", title) },
      [Modules.SALES_CHANNEL]: { sales_channel_id: idOf(channelIds, "sales channel", channel) },
    })),
  )
  note("publishable keys", wanted.length, created)
  const first = (await listOurs()).find(({ title }) => title === wanted[0]?.title)
  return first?.token ?? ""
}
