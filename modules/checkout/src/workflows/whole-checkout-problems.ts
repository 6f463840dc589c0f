import type { MedusaContainer } from "@medusajs/framework/types"
import type { FieldProblem, WholeCheckoutAsked } from "./whole-checkout-asked"

interface Region {
  readonly currency_code: string
  readonly countries?: readonly { readonly iso_2: string }[]
  readonly payment_providers?: readonly { readonly id: string; readonly is_enabled?: boolean }[]
}
interface Variant {
  readonly id: string
  readonly product?: { readonly status: string; readonly sales_channels?: readonly { readonly id: string }[] }
}

/** Whatever is named and is not there, before anything is made: all of it at once. */
export async function wholeCheckoutProblems(
  container: MedusaContainer,
  asked: WholeCheckoutAsked,
): Promise<readonly FieldProblem[]> {
  const query = container.resolve("query")
  const read = async <Row>(entity: string, fields: string[], filters: object): Promise<readonly Row[]> =>
    (await query.graph({ entity, fields, filters })).data as Row[]
  const { regionId, items, codes, shippingOptions } = asked
  const [regions, variants, options, promotions] = await Promise.all([
    read<Region>(
      "region",
      ["currency_code", "countries.iso_2", "payment_providers.id", "payment_providers.is_enabled"],
      {
        id: regionId,
      },
    ),
    read<Variant>("variant", ["id", "product.status", "product.sales_channels.id"], {
      id: items.map((item) => item.variant_id),
    }),
    shippingOptions.length
      ? read<{ id: string }>("shipping_option", ["id"], { id: shippingOptions.map(({ id }) => id) })
      : [],
    codes.length ? read<{ code: string }>("promotion", ["code"], { code: codes, status: "active" }) : [],
  ])
  const sold = new Set(
    variants
      .filter(({ product }) => product?.status === "published")
      .filter(({ product }) => product?.sales_channels?.some(({ id }) => id === asked.salesChannelId))
      .map(({ id }) => id),
  )
  return [
    ...regionProblems(asked, regions[0]),
    ...items.flatMap(({ variant_id: id }, at) =>
      sold.has(id)
        ? []
        : [problem(`items.${at}.variant_id`, "variant_unknown", `No variant on sale here has the id ${id}.`)],
    ),
    ...shippingOptions.flatMap(({ id }) =>
      options.some((option) => option.id === id)
        ? []
        : [problem("shipping_option_id", "shipping_option_unknown", `There is no shipping option ${id}.`)],
    ),
    ...codes.flatMap((code, at) =>
      promotions.some((promotion) => promotion.code === code)
        ? []
        : [problem(`codes.${at}`, "code_unknown", `No active promotion has the code ${code}.`)],
    ),
  ]
}

function regionProblems(asked: WholeCheckoutAsked, region: Region | undefined): FieldProblem[] {
  if (!region) return [problem("region_id", "region_unknown", `There is no region ${asked.regionId}.`)]
  const { currencyCode, payment } = asked
  const problems: FieldProblem[] = []
  if (currencyCode !== null && currencyCode.toLowerCase() !== region.currency_code.toLowerCase()) {
    const said = `The region sells in ${region.currency_code}, not in ${currencyCode}.`
    problems.push(problem("currency_code", "currency_not_of_region", said))
  }
  const country = asked.shippingAddress.country_code.toLowerCase()
  if (!region.countries?.some(({ iso_2 }) => iso_2.toLowerCase() === country)) {
    problems.push(
      problem("shipping_address.country_code", "country_not_in_region", `The region does not sell to ${country}.`),
    )
  }
  const providers = (region.payment_providers ?? []).filter((provider) => provider.is_enabled !== false)
  if (payment && !providers.some(({ id }) => id === payment.provider_id)) {
    const said = `The region takes no payment through ${payment.provider_id}.`
    problems.push(problem("payment.provider_id", "payment_provider_unavailable", said))
  }
  return problems
}

const problem = (field: string, code: string, message: string): FieldProblem => ({ field, code, message })
