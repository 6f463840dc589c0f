import { excerpt } from "./excerpt"
import { done, refuse, type Outcome, type Refusal } from "./outcome"

/** The day ISO 4217 list one was published in the version the table below follows. */
export const ISO_4217_PUBLISHED = "2026-09-17"

/**
 * How many decimals each currency has: the minor-unit column of ISO 4217 list one, all 165 active codes that have one.
 *
 * Source: ISO 4217 list one as published on 2026-09-17 by SIX, the maintenance agency, at
 * https://www.six-group.com/dam/download/financial-information/data-center/iso-currrency/lists/list-one.xml
 *
 * This is what the standard says, not what people pay with. Medusa's own table shows 21 of these currencies without
 * decimals (HUF, IDR, PKR, …), and providers differ again: their tables are parameters, see `toProviderMinor`.
 */
// The rows group by exponent and initial letter, so that an amendment is a change of one row.
// prettier-ignore
export const ISO_4217_EXPONENTS = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0,

  AED: 2, AFN: 2, ALL: 2, AMD: 2, AOA: 2, ARS: 2, AUD: 2, AWG: 2, AZN: 2,
  BAM: 2, BBD: 2, BDT: 2, BMD: 2, BND: 2, BOB: 2, BOV: 2, BRL: 2, BSD: 2, BTN: 2, BWP: 2, BYN: 2, BZD: 2,
  CAD: 2, CDF: 2, CHE: 2, CHF: 2, CHW: 2, CNY: 2, COP: 2, COU: 2, CRC: 2, CUP: 2, CVE: 2, CZK: 2,
  DKK: 2, DOP: 2, DZD: 2,
  EGP: 2, ERN: 2, ETB: 2, EUR: 2,
  FJD: 2, FKP: 2,
  GBP: 2, GEL: 2, GHS: 2, GIP: 2, GMD: 2, GTQ: 2, GYD: 2,
  HKD: 2, HNL: 2, HTG: 2, HUF: 2,
  IDR: 2, ILS: 2, INR: 2, IRR: 2,
  JMD: 2,
  KES: 2, KGS: 2, KHR: 2, KPW: 2, KYD: 2, KZT: 2,
  LAK: 2, LBP: 2, LKR: 2, LRD: 2, LSL: 2,
  MAD: 2, MDL: 2, MGA: 2, MKD: 2, MMK: 2, MNT: 2, MOP: 2, MRU: 2, MUR: 2, MVR: 2, MWK: 2, MXN: 2, MXV: 2, MYR: 2,
  MZN: 2,
  NAD: 2, NGN: 2, NIO: 2, NOK: 2, NPR: 2, NZD: 2,
  PAB: 2, PEN: 2, PGK: 2, PHP: 2, PKR: 2, PLN: 2,
  QAR: 2,
  RON: 2, RSD: 2, RUB: 2,
  SAR: 2, SBD: 2, SCR: 2, SDG: 2, SEK: 2, SGD: 2, SHP: 2, SLE: 2, SOS: 2, SRD: 2, SSP: 2, STN: 2, SVC: 2, SYP: 2,
  SZL: 2,
  THB: 2, TJS: 2, TMT: 2, TOP: 2, TRY: 2, TTD: 2, TWD: 2, TZS: 2,
  UAH: 2, USD: 2, USN: 2, UYU: 2, UZS: 2,
  VED: 2, VES: 2,
  WST: 2,
  XAD: 2, XCD: 2, XCG: 2,
  YER: 2,
  ZAR: 2, ZMW: 2, ZWG: 2,

  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,

  CLF: 4, UYW: 4,
} as const

/**
 * The 13 active codes of the same list whose minor unit is "N.A.": metals, bond market units, special drawing rights,
 * the test code and "no currency". Nothing can be priced in them to the cent, so they are refused.
 */
// prettier-ignore
export const ISO_4217_WITHOUT_MINOR_UNIT = [
  "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX",
] as const

/** An active ISO 4217 code that has a minor unit, in capitals. A misspelled one in the source does not compile. */
export type Currency = keyof typeof ISO_4217_EXPONENTS

export type CurrencyRefused = Refusal<"currency_unknown" | "currency_without_minor_unit">

// Medusa and Stripe write "eur", ISO and Adyen "EUR". Both spellings are keys, so reading a code makes no new string.
const BY_SPELLING = new Map<string, Currency>()
for (const code of Object.keys(ISO_4217_EXPONENTS) as Currency[]) {
  BY_SPELLING.set(code, code)
  BY_SPELLING.set(code.toLowerCase(), code)
}
const WITHOUT_MINOR_UNIT: ReadonlySet<string> = new Set(
  ISO_4217_WITHOUT_MINOR_UNIT.flatMap((code) => [code, code.toLowerCase()]),
)

/**
 * Reads a currency code from outside, all capitals or all small letters.
 *
 * @returns the code in capitals, or
 * - `currency_unknown`: not an active code of the list (also withdrawn ones, such as BGN and HRK)
 * - `currency_without_minor_unit`: a code such as XAU or XXX, in which amounts cannot be counted
 *
 * @example
 * parseCurrency("eur") // { ok: true, value: "EUR" }
 */
export function parseCurrency(code: string): Outcome<Currency, CurrencyRefused> {
  const currency = BY_SPELLING.get(code)
  if (currency !== undefined) return done(currency)
  if (WITHOUT_MINOR_UNIT.has(code)) {
    return refuse(
      "currency_without_minor_unit",
      `${code} has no minor unit in ISO 4217, so amounts in it cannot be counted.`,
      "Use a currency that people pay with, such as EUR.",
    )
  }
  return refuse(
    "currency_unknown",
    `The currency ${excerpt(code)} is not an active code of ISO 4217 list one of ${ISO_4217_PUBLISHED}.`,
    "Use an active three-letter code, such as EUR, all capitals or all small letters.",
  )
}

/**
 * The number of decimals of a currency by ISO 4217: 0 for JPY, 2 for EUR, 3 for KWD, 4 for CLF.
 *
 * @example
 * exponentOf("KWD") // 3: one dinar is 1000 fils
 */
export function exponentOf(currency: Currency): number {
  return ISO_4217_EXPONENTS[currency]
}
