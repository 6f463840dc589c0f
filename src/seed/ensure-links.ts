import type { LinkDefinition, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createLinksWorkflow } from "@medusajs/medusa/core-flows"

/** Keeps one look-up's SQL short. */
const LINKS_PER_LOOKUP = 100

/**
 * Creates the links that are missing. Writing one that exists would touch its row, so they are looked up first.
 *
 * @returns how many were created
 */
export async function ensureLinks(container: MedusaContainer, wanted: readonly LinkDefinition[]): Promise<number> {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const known = new Set<string>()
  for (let from = 0; from < wanted.length; from += LINKS_PER_LOOKUP) {
    const found = (await link.list(wanted.slice(from, from + LINKS_PER_LOOKUP).map(withoutData), {
      asLinkDefinition: true,
    })) as LinkDefinition[]
    for (const definition of found) known.add(keyOf(definition))
  }
  const missing = wanted.filter((definition) => !known.has(keyOf(definition)))
  if (missing.length > 0) await createLinksWorkflow(container).run({ input: missing })
  return missing.length
}

function withoutData({ data: _data, ...ends }: LinkDefinition): LinkDefinition {
  return ends
}

/** Module names and ids, in one order whoever wrote them. */
function keyOf(definition: LinkDefinition): string {
  const ends = Object.entries(withoutData(definition)).sort(([a], [b]) => a.localeCompare(b))
  return JSON.stringify(ends.map(([module, ids]) => [module, Object.entries(ids as Record<string, string>).sort()]))
}
