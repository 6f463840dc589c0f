import { postalTable } from "./postal-table"

/** The first digit of an Austrian postal code, and the first 2 for Vorarlberg and East Tyrol. */
export const AT_POSTAL_REGIONS = postalTable(`
  1     48.2 16.4 Wien
  2     48.1 16.5 Niederösterreich, east
  3     48.3 15.6 Niederösterreich, west
  4     48.2 14.2 Oberösterreich
  5     47.7 13.1 Salzburg
  6     47.3 11.4 Tirol
  67-69 47.3  9.8 Vorarlberg
  7     47.6 16.5 Burgenland
  8     47.1 15.3 Steiermark
  9     46.7 14.0 Kärnten
  99    46.9 12.7 Osttirol
`)
