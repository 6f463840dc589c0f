import { invalid } from "./stripe-error"

// What Stripe takes, in its own minor units. Source: its documentation on currencies and on minimum amounts.
const CURRENCIES = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk " +
    "djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd " +
    "kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar " +
    "ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf " +
    "yer zar zmw"
  ).split(" "),
)

const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50,
  eur: 50,
  aud: 50,
  cad: 50,
  chf: 50,
  nzd: 50,
  sgd: 50,
  brl: 50,
  inr: 50,
  gbp: 30,
  jpy: 50,
  hkd: 400,
  mxn: 1000,
  thb: 1000,
  huf: 17500,
  czk: 1500,
  dkk: 250,
  nok: 300,
  sek: 300,
  pln: 200,
  ron: 200,
  myr: 200,
  aed: 200,
}

/** The two that Stripe counts with decimals nobody pays with, and the five whose last digit has to be 0. */
const STEP: Readonly<Record<string, number>> = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 }

const LARGEST = 999_999_999_999

export function checkAmount(amount: number | null, currency: string): number {
  if (!CURRENCIES.has(currency)) {
    throw invalid(`Invalid currency: ${currency}. Stripe currently supports these currencies: usd, eur, …`, {
      param: "currency",
    })
  }
  if (amount === null || amount < 1) {
    throw invalid("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount",
    })
  }
  const step = STEP[currency] ?? 1
  if (amount % step !== 0) {
    throw invalid(`Invalid amount: ${currency} amounts have to be a multiple of ${step}.`, {
      code: "invalid_charge_amount_no_decimal_compatible",
      param: "amount",
    })
  }
  if (amount < (MINIMUM[currency] ?? 0)) {
    throw invalid(`Amount must be at least ${MINIMUM[currency]} ${currency}`, {
      code: "amount_too_small",
      param: "amount",
    })
  }
  if (amount > LARGEST) {
    throw invalid(`Amount must be no more than ${LARGEST} ${currency}`, { code: "amount_too_large", param: "amount" })
  }
  return amount
}
