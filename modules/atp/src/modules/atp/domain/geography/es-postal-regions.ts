import { postalTable } from "./postal-table"

/** The province of a Spanish postal code: its first 2 digits. */
export const ES_POSTAL_REGIONS = postalTable(`
  01 42.8  -2.7 Álava
  02 38.8  -1.9 Albacete
  03 38.5  -0.6 Alicante
  04 37.2  -2.4 Almería
  05 40.6  -4.9 Ávila
  06 38.7  -6.1 Badajoz
  07 39.6   2.9 Illes Balears
  08 41.7   2.0 Barcelona
  09 42.4  -3.6 Burgos
  10 39.7  -6.2 Cáceres
  11 36.5  -5.8 Cádiz
  12 40.2  -0.1 Castellón
  13 38.9  -3.8 Ciudad Real
  14 38.0  -4.8 Córdoba
  15 43.1  -8.4 A Coruña
  16 40.0  -2.2 Cuenca
  17 42.1   2.7 Girona
  18 37.3  -3.3 Granada
  19 40.8  -2.6 Guadalajara
  20 43.1  -2.2 Gipuzkoa
  21 37.5  -6.8 Huelva
  22 42.2  -0.1 Huesca
  23 38.0  -3.4 Jaén
  24 42.6  -5.8 León
  25 42.0   1.0 Lleida
  26 42.3  -2.5 La Rioja
  27 43.0  -7.4 Lugo
  28 40.5  -3.7 Madrid
  29 36.8  -4.7 Málaga
  30 38.0  -1.5 Murcia
  31 42.7  -1.6 Navarra
  32 42.2  -7.6 Ourense
  33 43.3  -6.0 Asturias
  34 42.4  -4.5 Palencia
  35 28.2 -14.6 Las Palmas
  36 42.4  -8.5 Pontevedra
  37 40.8  -6.1 Salamanca
  38 28.3 -16.8 Santa Cruz de Tenerife
  39 43.2  -4.0 Cantabria
  40 41.2  -4.1 Segovia
  41 37.4  -5.7 Sevilla
  42 41.6  -2.6 Soria
  43 41.1   0.8 Tarragona
  44 40.7  -0.8 Teruel
  45 39.8  -4.1 Toledo
  46 39.4  -0.8 Valencia
  47 41.6  -4.8 Valladolid
  48 43.2  -2.9 Bizkaia
  49 41.7  -6.0 Zamora
  50 41.6  -1.0 Zaragoza
  51 35.9  -5.3 Ceuta
  52 35.3  -2.9 Melilla
`)
