// Computed once: prices need 10⁰ to 10⁴, Medusa's 20 significant digits need up to 10²⁰.
const POWERS = Array.from({ length: 41 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10 to the given power, a whole number of at least 0. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent)
}
