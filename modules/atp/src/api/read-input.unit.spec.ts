import { describe, expect, it } from "@jest/globals"
import { MedusaError } from "@medusajs/framework/utils"
import fc from "fast-check"
import { orThrow } from "../modules/atp/or-throw"
import { ExtendBody } from "./admin/atp/holds/[hold_id]/extend/route"
import { HoldsQuery } from "./admin/atp/holds/route"
import { ExplanationQuery } from "./admin/atp/items/[item_id]/explanation/route"
import { MovementsQuery } from "./admin/atp/items/[item_id]/movements/route"
import { LevelsQuery } from "./admin/atp/levels/route"
import { quantityAsked } from "../modules/atp/quantity-asked"
import { readInput, text } from "@holdfast/host-kit"
import { AvailabilityQuery } from "./store/availability/route"

const SCHEMAS = { LevelsQuery, MovementsQuery, ExplanationQuery, HoldsQuery, ExtendBody, AvailabilityQuery, id: text() }

describe("readInput", () => {
  it("reads one id and many, defaults of 50 and 0, and text for numbers", () => {
    expect(readInput(LevelsQuery, { location_id: "berlin", below_safety_stock: "true", order: "-atp" })).toEqual({
      limit: 50,
      offset: 0,
      location_id: ["berlin"],
      below_safety_stock: true,
      order: "-atp",
    })
    expect(readInput(AvailabilityQuery, { variant_id: ["a", "b"] })).toMatchObject({ variant_id: ["a", "b"] })
    expect(readInput(HoldsQuery, { limit: "200", offset: "7" })).toMatchObject({
      limit: 200,
      offset: 7,
      state: "active",
    })
  })

  it("names each wrong field in one message with the code request_invalid", () => {
    const wrong = () => readInput(LevelsQuery, { limit: "201", offset: "-1", order: "price" })
    expect(wrong).toThrow(/limit: .*offset: .*order: /)
    expect(wrong).toThrow(expect.objectContaining({ code: "request_invalid", type: "invalid_data" }))
  })

  it("refuses 101 variants, no variant, a character 0, and a country of 3 letters", () => {
    const many = Array.from({ length: 101 }, (_, n) => `variant_${n}`)
    for (const query of [{ variant_id: many }, {}, { variant_id: "a\0b" }, { variant_id: "a", country: "deu" }]) {
      expect(() => readInput(AvailabilityQuery, query)).toThrow(expect.objectContaining({ code: "request_invalid" }))
    }
  })

  it("refuses 0, -1, 1000001, 0.0001, NaN and 1e3 as quantities and takes 1 when none is sent", () => {
    for (const bad of [0, -1, "1000001", "0.0001", Number.NaN, "1e3", "", [], {}, true]) {
      expect(quantityAsked(bad)).toMatchObject({ ok: false, code: "quantity_invalid" })
    }
    expect(quantityAsked(undefined)).toEqual({ ok: true, value: 1 })
    expect(quantityAsked("0.250")).toEqual({ ok: true, value: 0.25 })
  })

  const value = fc.oneof(
    fc.anything(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("\0", "-1", "1e99", "__proto__", "NaN", " "),
  )
  const fields = fc.constantFrom(
    ..."q item_id location_id below_safety_stock order limit offset hold_id state quantity allow_backorder seconds".split(
      " ",
    ),
    ..."variant_id country postal_code sales_channel_id __proto__ constructor".split(" "),
  )

  it.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])(
    "answers 2,000 arbitrary requests to %s with what was asked or with invalid_data, never with another error",
    (name) => {
      fc.assert(
        fc.property(fc.oneof(fc.dictionary(fields, value), value), (input) => {
          try {
            readInput(SCHEMAS[name], input)
          } catch (error) {
            expect(error).toBeInstanceOf(MedusaError)
            expect(error).toMatchObject({ type: "invalid_data", code: "request_invalid" })
          }
        }),
        { numRuns: 2_000 },
      )
    },
  )

  it("answers 2,000 arbitrary quantities with a number from 0.001 to 1000000 or with quantity_invalid", () => {
    fc.assert(
      fc.property(value, (input) => {
        const read = quantityAsked(input)
        if (read.ok) {
          expect(read.value).toBeGreaterThanOrEqual(0.001)
          expect(read.value).toBeLessThanOrEqual(1_000_000)
        } else
          expect(() => orThrow(read)).toThrow(
            expect.objectContaining({ type: "invalid_data", code: "quantity_invalid" }),
          )
      }),
      { numRuns: 2_000 },
    )
  })
})
