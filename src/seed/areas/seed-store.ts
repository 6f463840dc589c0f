import { Modules } from "@medusajs/framework/utils"
import {
  createPricePreferencesWorkflow,
  createSalesChannelsWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import type { Seeding } from "../seeding"

/** The name the host gives a store that nobody has named yet. */
const UNNAMED_STORE = "Medusa Store"

/** Sales channels, the store's name and currencies, and which currencies' prices contain the tax. */
export async function seedStore(seeding: Seeding): Promise<{ channelIds: Ids }> {
  const { container, shop, note } = seeding
  const channels = container.resolve(Modules.SALES_CHANNEL)
  const { ids: channelIds, created } = await ensure({
    what: "sales channel",
    wanted: shop.store.sales_channels,
    nameOf: ({ name }) => name,
    find: async () =>
      idsByName(
        await channels.listSalesChannels({ name: shop.store.sales_channels.map(({ name }) => name) }, { take: null }),
        ({ name }) => name,
      ),
    create: (missing) => createSalesChannelsWorkflow(container).run({ input: { salesChannelsData: [...missing] } }),
  })
  note("sales channels", shop.store.sales_channels.length, created)
  await nameStore(seeding, channelIds)
  await ensureTaxInclusion(
    seeding,
    "currency_code",
    shop.store.currencies.map(({ code, tax_inclusive }) => ({ value: code, taxInclusive: tax_inclusive })),
  )
  return { channelIds }
}

/** Names a store that has no name yet, and adds the currencies it lacks. What a merchant chose stays. */
async function nameStore({ container, shop }: Seeding, channelIds: Ids): Promise<void> {
  const [store] = await container
    .resolve(Modules.STORE)
    .listStores({}, { relations: ["supported_currencies"], take: 1 })
  if (!store) throw new Error("The database has no store. Start the shop once, which creates one, then seed again.")
  const unnamed = store.name === UNNAMED_STORE
  const supported = new Map((store.supported_currencies ?? []).map((row) => [row.currency_code, row.is_default]))
  const missing = shop.store.currencies.filter(({ code }) => !supported.has(code))
  if (!unnamed && missing.length === 0) return

  const others = [...supported.keys()].filter((code) => !shop.store.currencies.some((ours) => ours.code === code))
  const isDefault = (code: string, ours: boolean) => (unnamed ? ours : (supported.get(code) ?? false))
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        ...(unnamed && {
          name: shop.store.name,
          default_sales_channel_id: idOf(channelIds, "sales channel", shop.store.sales_channels[0]?.name ?? ""),
        }),
        supported_currencies: [
          ...shop.store.currencies.map(({ code, tax_inclusive, default: ours }) => ({
            currency_code: code,
            is_default: isDefault(code, ours),
            is_tax_inclusive: tax_inclusive,
          })),
          ...others.map((code) => ({ currency_code: code, is_default: isDefault(code, false) })),
        ],
      },
    },
  })
}

/** Says of a region or a currency whether its prices contain the tax, where nothing is said yet. */
export async function ensureTaxInclusion(
  { container }: Seeding,
  attribute: "region_id" | "currency_code",
  wanted: readonly { value: string; taxInclusive: boolean }[],
): Promise<void> {
  const pricing = container.resolve(Modules.PRICING)
  await ensure({
    what: "price preference",
    wanted,
    nameOf: ({ value }) => value,
    find: async () =>
      idsByName(
        await pricing.listPricePreferences(
          { attribute: [attribute], value: wanted.map(({ value }) => value) },
          { take: null },
        ),
        ({ value }) => value,
      ),
    create: (missing) =>
      createPricePreferencesWorkflow(container).run({
        input: missing.map(({ value, taxInclusive }) => ({ attribute, value, is_tax_inclusive: taxInclusive })),
      }),
  })
}
