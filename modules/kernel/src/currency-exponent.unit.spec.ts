import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import {
  exponentOf,
  ISO_4217_EXPONENTS,
  ISO_4217_WITHOUT_MINOR_UNIT,
  parseCurrency,
  type Currency,
} from "./currency-exponent"

const CODES = Object.keys(ISO_4217_EXPONENTS) as Currency[]
const codesWith = (exponent: number) => CODES.filter((code) => exponentOf(code) === exponent)

describe("the ISO 4217 table of 2026-09-17", () => {
  it("has 165 codes with a minor unit and 13 without, and none twice", () => {
    expect(CODES).toHaveLength(165)
    expect(ISO_4217_WITHOUT_MINOR_UNIT).toHaveLength(13)
    expect(new Set([...CODES, ...ISO_4217_WITHOUT_MINOR_UNIT]).size).toBe(178)
    for (const code of CODES) expect(code).toMatch(/^[A-Z]{3}$/)
  })

  it("has the 17 currencies without decimals", () => {
    const zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    expect(codesWith(0).join(" ")).toBe(zero)
  })

  it("has the 7 currencies with 3 decimals and the 2 with 4", () => {
    expect(codesWith(3).join(" ")).toBe("BHD IQD JOD KWD LYD OMR TND")
    expect(codesWith(4).join(" ")).toBe("CLF UYW")
  })

  it("has 139 currencies with 2 decimals, those too that are paid without", () => {
    expect(codesWith(2)).toHaveLength(139)
    for (const code of ["EUR", "USD", "GBP", "HUF", "IDR", "TWD", "MGA", "MRU", "CVE", "RSD"] as const) {
      expect(exponentOf(code)).toBe(2)
    }
  })

  it("follows the amendments 176 to 180: XCG, ZWG, XAD and SLE are in, ANG, ZWL, SLL, CUC and BGN are out", () => {
    for (const code of ["XCG", "ZWG", "XAD", "SLE", "VED"]) expect(parseCurrency(code).ok).toBe(true)
    for (const code of ["ANG", "ZWL", "SLL", "CUC", "BGN", "HRK", "LTL", "DEM"]) {
      expect(parseCurrency(code)).toMatchObject({ ok: false, code: "currency_unknown" })
    }
  })
})

describe("parseCurrency", () => {
  it("reads each of the 165 codes in capitals and in small letters, and answers in capitals", () => {
    for (const code of CODES) {
      expect(parseCurrency(code)).toStrictEqual({ ok: true, value: code })
      expect(parseCurrency(code.toLowerCase())).toStrictEqual({ ok: true, value: code })
    }
  })

  it("refuses the 13 codes without a minor unit by their own code", () => {
    for (const code of ISO_4217_WITHOUT_MINOR_UNIT) {
      expect(parseCurrency(code)).toMatchObject({ ok: false, code: "currency_without_minor_unit" })
      expect(parseCurrency(code.toLowerCase())).toMatchObject({ ok: false, code: "currency_without_minor_unit" })
    }
    expect(parseCurrency("XAU")).toStrictEqual({
      ok: false,
      code: "currency_without_minor_unit",
      message: "XAU has no minor unit in ISO 4217, so amounts in it cannot be counted.",
      nextStep: "Use a currency that people pay with, such as EUR.",
    })
  })

  it.each(["", "EU", "EURO", "Eur", " EUR", "€", "constructor", "__proto__", "toString", "ZZZ"])(
    "refuses %p as unknown",
    (code) => {
      expect(parseCurrency(code)).toMatchObject({ ok: false, code: "currency_unknown" })
    },
  )

  it("says which list it looked into and what to send", () => {
    expect(parseCurrency("ZZZ")).toMatchObject({
      message: 'The currency "ZZZ" is not an active code of ISO 4217 list one of 2026-09-17.',
      nextStep: "Use an active three-letter code, such as EUR, all capitals or all small letters.",
    })
  })

  it("refuses anything that is no code, whatever its type, and never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const answer = parseCurrency(value as string)
        return answer.ok || answer.code.startsWith("currency_")
      }),
    )
  })
})
