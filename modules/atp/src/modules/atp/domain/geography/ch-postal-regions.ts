import { postalTable } from "./postal-table"

/** The first digit of a Swiss postal code, and the first 2 for Valais and Ticino, which lie behind the Alps. */
export const CH_POSTAL_REGIONS = postalTable(`
  1     46.6 6.7 Lausanne
  12    46.2 6.1 Genève
  19,39 46.2 7.5 Valais
  2     47.1 7.0 Neuchâtel
  3     46.9 7.5 Bern
  4     47.4 7.7 Basel
  5     47.4 8.1 Aarau
  6     47.0 8.3 Luzern
  65-69 46.2 8.9 Ticino
  7     46.8 9.6 Chur
  8     47.4 8.6 Zürich
  9     47.4 9.3 St. Gallen
`)
