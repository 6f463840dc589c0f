import { AT_POSTAL_REGIONS } from "./at-postal-regions"
import { AU_POSTAL_REGIONS } from "./au-postal-regions"
import { CA_POSTAL_REGIONS } from "./ca-postal-regions"
import { CH_POSTAL_REGIONS } from "./ch-postal-regions"
import { DE_POSTAL_REGIONS } from "./de-postal-regions"
import { ES_POSTAL_REGIONS } from "./es-postal-regions"
import { FR_POSTAL_REGIONS } from "./fr-postal-regions"
import { GB_POSTAL_REGIONS } from "./gb-postal-regions"
import { IT_POSTAL_REGIONS } from "./it-postal-regions"
import { JP_POSTAL_REGIONS } from "./jp-postal-regions"
import { NL_POSTAL_REGIONS } from "./nl-postal-regions"
import type { PostalRegion } from "./postal-table"
import { US_POSTAL_REGIONS } from "./us-postal-regions"

/**
 * How a country's postal codes are read. `code` matches a whole code without spaces and signs, in capitals, and
 * captures the prefixes to look up, the longest first. Only a whole code counts: "2134" in the United States is Boston
 * without its leading zero, not Maryland.
 */
type PostalScheme = { readonly code: RegExp; readonly regions: ReadonlyMap<string, PostalRegion> }

// The letters before the digits are the old international way to write a code: D-10115, CH-8001.
export const POSTAL_SCHEMES: Readonly<Record<string, PostalScheme>> = {
  at: { code: /^A?((\d)\d)\d{2}$/, regions: AT_POSTAL_REGIONS },
  au: { code: /^((\d)\d)\d{2}$/, regions: AU_POSTAL_REGIONS },
  // The first half alone is what many shops ask for to estimate shipping.
  ca: { code: /^([A-Z])\d[A-Z](?:\d[A-Z]\d)?$/, regions: CA_POSTAL_REGIONS },
  ch: { code: /^(?:CH)?((\d)\d)\d{2}$/, regions: CH_POSTAL_REGIONS },
  de: { code: /^D?(\d{2})\d{3}$/, regions: DE_POSTAL_REGIONS },
  es: { code: /^E?(\d{2})\d{3}$/, regions: ES_POSTAL_REGIONS },
  fr: { code: /^F?((\d{2})\d)\d{2}$/, regions: FR_POSTAL_REGIONS },
  // The outward half alone is enough; the inward half is a digit and 2 letters.
  gb: { code: /^([A-Z]{1,2})\d[A-Z\d]?(?:\d[A-Z]{2})?$/, regions: GB_POSTAL_REGIONS },
  it: { code: /^I?(\d{2})\d{3}$/, regions: IT_POSTAL_REGIONS },
  jp: { code: /^(\d{2})\d{5}$/, regions: JP_POSTAL_REGIONS },
  nl: { code: /^(?:NL)?(\d{2})\d{2}(?:[A-Z]{2})?$/, regions: NL_POSTAL_REGIONS },
  us: { code: /^(\d{3})\d{2}(?:\d{4})?$/, regions: US_POSTAL_REGIONS },
}
