import { postalTable } from "./postal-table"

/** The first 2 digits of an Italian postal code. */
export const IT_POSTAL_REGIONS = postalTable(`
  00 41.9 12.5 Roma
  01 42.4 12.1 Viterbo
  02 42.4 12.9 Rieti
  03 41.6 13.4 Frosinone
  04 41.4 13.0 Latina
  05 42.6 12.5 Terni
  06 43.0 12.5 Perugia
  07 40.8  8.9 Sassari
  08 40.2  9.3 Nuoro
  09 39.4  8.9 Cagliari
  10 45.1  7.6 Torino
  11 45.7  7.4 Aosta
  12 44.5  7.6 Cuneo
  13 45.5  8.2 Vercelli
  14 44.9  8.2 Asti
  15 44.8  8.6 Alessandria
  16 44.4  8.9 Genova
  17 44.2  8.3 Savona
  18 43.9  7.8 Imperia
  19 44.2  9.8 La Spezia
  20 45.5  9.2 Milano
  21 45.8  8.8 Varese
  22 45.9  9.1 Como
  23 46.1  9.7 Sondrio
  24 45.8  9.8 Bergamo
  25 45.6 10.3 Brescia
  26 45.2  9.9 Cremona
  27 45.1  9.0 Pavia
  28 45.8  8.4 Novara
  29 44.9  9.6 Piacenza
  30 45.5 12.3 Venezia
  31 45.8 12.2 Treviso
  32 46.3 12.2 Belluno
  33 46.1 13.0 Udine
  34 45.7 13.7 Trieste
  35 45.4 11.8 Padova
  36 45.6 11.5 Vicenza
  37 45.4 11.0 Verona
  38 46.1 11.1 Trento
  39 46.6 11.4 Bolzano
  40 44.5 11.3 Bologna
  41 44.5 10.8 Modena
  42 44.6 10.6 Reggio Emilia
  43 44.7 10.1 Parma
  44 44.8 11.8 Ferrara
  45 45.0 11.9 Rovigo
  46 45.1 10.8 Mantova
  47 44.1 12.3 Forlì
  48 44.4 12.1 Ravenna
  50 43.8 11.3 Firenze
  51 43.9 10.9 Pistoia
  52 43.5 11.9 Arezzo
  53 43.2 11.4 Siena
  54 44.2 10.0 Massa
  55 44.0 10.4 Lucca
  56 43.5 10.6 Pisa
  57 43.3 10.5 Livorno
  58 42.8 11.2 Grosseto
  59 43.9 11.1 Prato
  60 43.5 13.3 Ancona
  61 43.7 12.7 Pesaro
  62 43.2 13.3 Macerata
  63 42.9 13.6 Ascoli Piceno
  64 42.7 13.8 Teramo
  65 42.4 14.1 Pescara
  66 42.2 14.4 Chieti
  67 42.2 13.6 L'Aquila
  70 41.0 16.8 Bari
  71 41.5 15.6 Foggia
  72 40.6 17.7 Brindisi
  73 40.2 18.2 Lecce
  74 40.5 17.2 Taranto
  75 40.5 16.5 Matera
  76 41.2 16.2 Barletta
  80 40.9 14.3 Napoli
  81 41.2 14.2 Caserta
  82 41.2 14.8 Benevento
  83 41.0 15.0 Avellino
  84 40.4 15.2 Salerno
  85 40.4 15.9 Potenza
  86 41.6 14.6 Campobasso
  87 39.5 16.3 Cosenza
  88 38.9 16.6 Catanzaro
  89 38.3 16.1 Reggio Calabria
  90 37.9 13.5 Palermo
  91 37.9 12.7 Trapani
  92 37.4 13.5 Agrigento
  93 37.4 14.1 Caltanissetta
  94 37.6 14.4 Enna
  95 37.5 14.9 Catania
  96 37.1 15.1 Siracusa
  97 36.9 14.7 Ragusa
  98 38.1 15.1 Messina
`)
