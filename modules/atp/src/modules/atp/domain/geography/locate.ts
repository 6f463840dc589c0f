import { COUNTRY_CENTROIDS } from "./country-centroids"
import type { Point } from "./point"
import { POSTAL_SCHEMES } from "./postal-schemes"

/** What is known of where something is or goes; an address of the host has both as `null` when they were not given. */
export type Address = { readonly country?: string | null | undefined; readonly postalCode?: string | null | undefined }

export type Location = Point & {
  /** `postal`: the middle of a postal region. `country`: the middle of the country, for want of a code we can read. */
  readonly precision: "postal" | "country"
}

/**
 * Where an address is, roughly: by its postal code where we know the country's scheme, by its country otherwise, and
 * `null` when the country is not one of ISO 3166-1. Case, spaces, hyphens and full-width digits make no difference.
 *
 * @example
 * locate({ country: "us", postalCode: "10001-1234" }) // { latitude: 40.8, longitude: -74, precision: "postal" }
 */
export function locate({ country, postalCode }: Address): Location | null {
  const code = (country ?? "").trim().toLowerCase()
  if (!Object.hasOwn(COUNTRY_CENTROIDS, code)) return null
  const region = regionOf(code, postalCode ?? "")
  if (region) return { ...region, precision: "postal" }
  const [latitude, longitude] = COUNTRY_CENTROIDS[code]!
  return { latitude, longitude, precision: "country" }
}

function regionOf(country: string, postalCode: string): Point | undefined {
  const scheme = POSTAL_SCHEMES[country]
  // NFKC turns the full-width digits of a Japanese keyboard into plain ones.
  const code = postalCode
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
  const [, ...prefixes] = scheme?.code.exec(code) ?? []
  for (const prefix of prefixes) {
    const region = scheme?.regions.get(prefix)
    if (region) return { latitude: region.latitude, longitude: region.longitude }
  }
  return undefined
}
