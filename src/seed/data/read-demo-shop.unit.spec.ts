import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { DEMO_CURRENCIES } from "./prices"
import { readDemoShop } from "./read-demo-shop"

const DATA = path.join(__dirname, "..", "..", "..", "demo-shop")
const shop = readDemoShop(DATA)
const variant = (sku: string) => shop.variants.find((candidate) => candidate.sku === sku)
const units = (sku: string) => Object.values(variant(sku)?.stock ?? {}).reduce((sum, count) => sum + count, 0)

describe("the demo shop's files", () => {
  it("hold 63 products with 256 variants, as the README says", () => {
    expect(shop.products).toHaveLength(63)
    expect(shop.variants).toHaveLength(256)
    expect(readFileSync(path.join(DATA, "README.md"), "utf8")).toContain("63 products with 256 variants")
  })

  it("give every variant a price above zero in 4 currencies, whole yen and at most 2 decimals elsewhere", () => {
    for (const { sku, prices } of shop.variants) {
      for (const currency of DEMO_CURRENCIES) {
        const decimals = String(prices[currency]).split(".")[1]?.length ?? 0
        expect({
          sku,
          currency,
          positive: prices[currency] > 0,
          fits: decimals <= (currency === "jpy" ? 0 : 2),
        }).toEqual({
          sku,
          currency,
          positive: true,
          fits: true,
        })
      }
    }
  })

  it("give every variant its own barcode and every product one title", () => {
    expect(new Set(shop.variants.map(({ barcode }) => barcode)).size).toBe(256)
    expect(new Set(shop.products.map(({ title }) => title)).size).toBe(63)
  })

  it("offer each product in exactly the combinations of its options", () => {
    for (const { handle, options } of shop.products) {
      const combinations = Object.values(options).reduce((count, values) => count * values.length, 1)
      const titles = shop.variants.filter(({ product }) => product === handle).map(({ title }) => title)
      expect({ handle, variants: new Set(titles).size }).toEqual({ handle, variants: combinations })
    }
  })

  it("make one kit of 4 parts that all have stock of their own, and price it below its parts", () => {
    const kits = shop.variants.filter(({ parts }) => parts.length > 0)
    expect(kits.map(({ sku, parts }) => [sku, parts.length])).toEqual([["COF-KIT-02", 4]])
    const partsInUsd = (kits[0]?.parts ?? []).reduce(
      (sum, { part, quantity }) => sum + (variant(part)?.prices.usd ?? 0) * quantity,
      0,
    )
    for (const { part } of kits[0]?.parts ?? []) expect(units(part)).toBeGreaterThan(0)
    expect(kits[0]?.prices.usd).toBeLessThan(partsInUsd)
  })

  it("keep the compass sold out, 5 brass lanterns, and the large tent spread over 3 warehouses", () => {
    expect(units("LGT-CMP")).toBe(0)
    expect(units("LGT-BCN-BRS")).toBe(5)
    expect(variant("SHL-FJ3-MOS")?.stock).toEqual({ "new-york": 4, reno: 3, rotterdam: 5 })
  })

  it("allow a backorder on the stool alone", () => {
    const products = shop.variants.filter(({ backorder }) => backorder).map(({ product }) => product)
    expect([...new Set(products)]).toEqual(["ash-folding-stool"])
  })

  it("price everything on a list below its ordinary price", () => {
    for (const { title, rows } of shop.priceLists) {
      for (const row of rows) {
        for (const currency of DEMO_CURRENCIES) {
          const ordinary = variant(row.sku)?.prices[currency] ?? 0
          expect({ title, sku: row.sku, currency, lower: row[currency] < ordinary }).toMatchObject({ lower: true })
        }
      }
    }
  })

  it("ship to all 4 regions at two speeds and back", () => {
    const countries = shop.regions.flatMap(({ countries: own }) => own)
    const zones = shop.shipping.fulfillment_sets.flatMap((set) => set.zones)
    for (const country of countries) {
      const types = zones
        .filter((zone) => zone.countries.includes(country))
        .flatMap(({ options }) => options.map(({ type }) => type))
      expect({ country, types: types.sort() }).toEqual({ country, types: ["express", "return", "standard"] })
    }
  })
})

describe("a mistake in the files", () => {
  let dataDir: string

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), "demo-shop-"))
    cpSync(DATA, dataDir, { recursive: true })
  })
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true })
  })

  function edit(file: string, from: string, to: string): () => unknown {
    const text = readFileSync(path.join(dataDir, file), "utf8")
    expect(text).toContain(from)
    writeFileSync(path.join(dataDir, file), text.replace(from, to))
    return () => readDemoShop(dataDir)
  }

  it("is named with file, line and column: yen with decimals", () => {
    expect(edit("prices.csv", "349.00,299.00,49800", "349.00,299.00,498.50")).toThrow(
      "prices.csv:2 jpy: must be a whole number: yen have no decimals",
    )
  })

  it("is named with file, line and key: a package length of 0", () => {
    expect(edit("products/camp.yaml", "{ length: 110,", "{ length: 0,")).toThrow(
      /products\/camp\.yaml:\d+ \[0\]\.package\.length: /,
    )
  })

  it("is named when a price is missing in the 4th currency", () => {
    expect(edit("prices.csv", "SHL-FJ2-MOS,329.00,349.00,299.00,49800", "SHL-FJ2-MOS,329.00,349.00,299.00")).toThrow(
      "prices.csv:2 must have 5 cells",
    )
  })

  it("is named when a variant has no price at all", () => {
    expect(edit("prices.csv", "SHL-FJ2-MOS,329.00,349.00,299.00,49800\n", "")).toThrow(
      "variants.csv:2 SHL-FJ2-MOS: it has no row in prices.csv",
    )
  })

  it("is named when a kit takes a part that does not exist", () => {
    expect(edit("products/coffee.yaml", "part: COF-SRV-700", "part: COF-SRV-900")).toThrow(
      'pour-over-starter-kit COF-KIT-02 names the stocked SKU "COF-SRV-900", which does not exist',
    )
  })

  it("is named when a tag is misspelled", () => {
    expect(edit("products/packs.yaml", "[waxed-cotton,", "[waxed-coton,")).toThrow(
      'names the tag "waxed-coton", which does not exist',
    )
  })

  it("is named when a key is misspelled", () => {
    expect(edit("store.yaml", "default: true", "defualt: true")).toThrow(/store\.yaml:\d+ currencies\[0\]: .*defualt/)
  })

  it("is named when a SKU stands twice", () => {
    expect(edit("stock.csv", "SHL-FJ2-CLY,", "SHL-FJ2-MOS,")).toThrow(
      "stock.csv:3 repeats sku SHL-FJ2-MOS of stock.csv:2",
    )
  })

  it("is named when a barcode has a wrong check digit", () => {
    expect(edit("variants.csv", "2000000010076", "2000000010077")).toThrow("variants.csv:2 barcode: must be an EAN-13")
  })

  it("is named when the file is not YAML", () => {
    expect(edit("regions.yaml", "currency: usd", "currency: [usd")).toThrow(/regions\.yaml:\d+ is not valid YAML/)
  })

  it("is named when the folder is another one", () => {
    expect(() => readDemoShop(path.join(dataDir, "pictures"))).toThrow("point --data at the folder demo-shop")
  })
})
