import { readdirSync, readFileSync } from "node:fs"

import { describe, expect, it } from "@jest/globals"

import * as kernel from "./index"

const sources = readdirSync(__dirname).filter((file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"))

/** The code of a file without its comments, which may mention anything. */
const codeOf = (file: string) =>
  readFileSync(`${__dirname}/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "")

const foreignImports = (code: string) =>
  [...code.matchAll(/\b(?:from|import|require)\b\s*\(?\s*["']([^"']+)["']/g)]
    .map((match) => match[1] ?? "")
    .filter((target) => !/^\.\/[a-z0-9-]+$/.test(target))

const IMPURE = /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bprocess\b|\bglobalThis\b/

describe("@holdfast/kernel", () => {
  it("gives out exactly these 44 values", () => {
    expect(Object.keys(kernel).sort()).toEqual(
      [
        "BrokenAssumption",
        "ISO_4217_EXPONENTS",
        "ISO_4217_PUBLISHED",
        "ISO_4217_WITHOUT_MINOR_UNIT",
        "ProviderFailure",
        "addMoney",
        "appendToOutbox",
        "canonicalHash",
        "canonicalJson",
        "compareMoney",
        "createId",
        "divideRounded",
        "done",
        "expectDone",
        "exponentOf",
        "fromProviderMinor",
        "idFactory",
        "isId",
        "knexSqlTx",
        "medusaCurrencyCode",
        "money",
        "moneyFromJson",
        "moneyFromMedusa",
        "moneyFromMinorText",
        "moneyToJson",
        "moneyToMedusa",
        "multiplyByQuantity",
        "multiplyByRate",
        "negateMoney",
        "outboxInsert",
        "parseCurrency",
        "parseId",
        "parsePercent",
        "parseRate",
        "percentOf",
        "prorate",
        "prorateByQuantity",
        "providerFailureOf",
        "rate",
        "refuse",
        "subtractMoney",
        "sumMoney",
        "timestampOf",
        "toProviderMinor",
      ].sort(),
    )
  })

  it(`imports nothing from outside its folder in any of its ${sources.length} files`, () => {
    for (const file of sources) expect({ file, foreign: foreignImports(codeOf(file)) }).toEqual({ file, foreign: [] })
  })

  it("sees a foreign import in each of its 4 spellings", () => {
    const violation = `import a from "node:fs"; export * from "../x"; require('pg'); await import("zod"); import "./own"`
    expect(foreignImports(violation)).toEqual(["node:fs", "../x", "pg", "zod"])
  })

  it(`reads no clock, no random number and no environment in any of its ${sources.length} files`, () => {
    for (const file of sources) expect({ file, impure: IMPURE.exec(codeOf(file))?.[0] }).toEqual({ file })
  })

  it("sees each of 5 impure reads", () => {
    for (const code of ["Date.now()", "new Date()", "Math.random()", "process.env", "globalThis.crypto"]) {
      expect(code).toMatch(IMPURE)
    }
  })
})
