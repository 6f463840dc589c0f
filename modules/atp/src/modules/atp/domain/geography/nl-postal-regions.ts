import { postalTable } from "./postal-table"

/** The first 2 digits of a Dutch postal code, those that are near each other together. */
export const NL_POSTAL_REGIONS = postalTable(`
  10-11       52.4 4.9 Amsterdam
  12          52.2 5.2 Hilversum
  13          52.4 5.2 Almere
  14-15       52.5 4.9 Zaandam
  16-19       52.7 4.9 Alkmaar
  20-21       52.3 4.6 Haarlem
  22-24       52.2 4.5 Leiden
  25-27       52.1 4.4 Den Haag
  28          52.0 4.7 Gouda
  29-31       51.9 4.5 Rotterdam
  32          51.8 4.2 Spijkenisse
  33          51.8 4.7 Dordrecht
  34-37,39    52.1 5.2 Utrecht
  38          52.2 5.4 Amersfoort
  40-42       51.9 5.2 Tiel
  43-45       51.5 3.8 Middelburg
  46-47       51.5 4.4 Roosendaal
  48-51       51.6 4.9 Breda
  52-54       51.7 5.4 's-Hertogenbosch
  55-57       51.4 5.5 Eindhoven
  58-60       51.4 6.0 Venlo
  61-64       50.9 5.9 Maastricht
  65-66       51.8 5.8 Nijmegen
  67-69       52.0 5.9 Arnhem
  70-72       52.0 6.4 Doetinchem
  73          52.2 6.0 Apeldoorn
  74          52.3 6.3 Deventer
  75-76       52.3 6.8 Enschede
  77-79       52.7 6.7 Emmen
  80-81       52.5 6.1 Zwolle
  82-83       52.6 5.7 Lelystad
  84-86       53.0 5.8 Heerenveen
  87-88       53.1 5.5 Harlingen
  89-91       53.2 5.8 Leeuwarden
  92          53.1 6.1 Drachten
  93-94       53.0 6.5 Assen
  95-96       53.1 6.9 Stadskanaal
  97-99       53.2 6.6 Groningen
`)
