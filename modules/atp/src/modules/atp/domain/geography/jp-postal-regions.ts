import { postalTable } from "./postal-table"

/** The first 2 digits of a Japanese postal code. */
export const JP_POSTAL_REGIONS = postalTable(`
  00,06 43.1 141.4 Sapporo
  01    39.7 140.3 Akita
  02    39.6 141.3 Iwate
  03    40.7 140.9 Aomori
  04    42.1 140.7 Hakodate
  05    42.4 141.3 Muroran
  07    43.8 142.4 Asahikawa
  08    43.0 143.8 Obihiro
  09    43.9 143.9 Kitami
  10-18 35.7 139.7 Tokyo
  19-20 35.7 139.4 Western Tokyo
  21-25 35.4 139.5 Kanagawa
  26-29 35.6 140.2 Chiba
  30-31 36.3 140.3 Ibaraki
  32    36.7 139.8 Tochigi
  33-36 36.0 139.5 Saitama
  37    36.5 139.0 Gunma
  38-39 36.3 138.1 Nagano
  40    35.6 138.6 Yamanashi
  41-43 34.9 138.3 Shizuoka
  44-49 35.1 137.1 Aichi
  50    35.6 136.9 Gifu
  51    34.6 136.5 Mie
  52    35.1 136.1 Shiga
  53-59 34.7 135.5 Osaka
  60-62 35.1 135.7 Kyoto
  63    34.5 135.8 Nara
  64    34.0 135.4 Wakayama
  65-67 34.8 135.0 Hyogo
  68    35.4 133.9 Tottori
  69    35.2 132.8 Shimane
  70-71 34.7 133.8 Okayama
  72-73 34.5 132.8 Hiroshima
  74-75 34.1 131.6 Yamaguchi
  76    34.2 134.0 Kagawa
  77    34.0 134.3 Tokushima
  78    33.5 133.4 Kochi
  79    33.8 132.8 Ehime
  80-83 33.6 130.6 Fukuoka
  84    33.3 130.2 Saga
  85    32.9 129.8 Nagasaki
  86    32.7 130.7 Kumamoto
  87    33.2 131.5 Oita
  88    32.1 131.3 Miyazaki
  89    31.6 130.6 Kagoshima
  90    26.3 127.8 Okinawa
  91    35.9 136.2 Fukui
  92    36.6 136.7 Ishikawa
  93    36.7 137.2 Toyama
  94-95 37.6 138.9 Niigata
  96-97 37.4 140.4 Fukushima
  98    38.3 140.9 Miyagi
  99    38.4 140.2 Yamagata
`)
