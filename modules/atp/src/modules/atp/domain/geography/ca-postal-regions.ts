import { postalTable } from "./postal-table"

/** The first letter of a Canadian postal code: a province, or a part of the two large ones. */
export const CA_POSTAL_REGIONS = postalTable(`
  A 48.5  -55.5 Newfoundland and Labrador
  B 44.9  -63.3 Nova Scotia
  C 46.3  -63.1 Prince Edward Island
  E 46.4  -66.2 New Brunswick
  G 47.2  -71.2 Eastern Quebec
  H 45.5  -73.6 Montreal
  J 45.8  -73.8 Western Quebec
  K 44.9  -76.3 Eastern Ontario
  L 43.8  -79.5 Central Ontario
  M 43.7  -79.4 Toronto
  N 43.2  -80.9 Southwestern Ontario
  P 47.5  -82.0 Northern Ontario
  R 49.9  -97.5 Manitoba
  S 51.5 -105.5 Saskatchewan
  T 52.3 -113.8 Alberta
  V 49.5 -122.8 British Columbia
  X 64.0 -113.0 Northwest Territories and Nunavut
  Y 61.5 -135.5 Yukon
`)
