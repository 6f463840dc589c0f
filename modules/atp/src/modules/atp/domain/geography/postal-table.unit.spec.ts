import { describe, expect, it } from "@jest/globals"

import { postalTable } from "./postal-table"

describe("postalTable", () => {
  it("reads 4 prefixes from a range and a list, with their leading zeros", () => {
    const table = postalTable(`
      008-010,A 18.3 -66.3 San Juan, Puerto Rico
    `)
    expect([...table.keys()]).toEqual(["008", "009", "010", "A"])
    expect(table.get("009")).toEqual({ latitude: 18.3, longitude: -66.3, name: "San Juan, Puerto Rico" })
  })

  it.each(["10 52.5 Berlin", "10 52.5 13.4", "10-9 52.5 13.4 Berlin", "9-10 52.5 13.4 Berlin", "10 x 13.4 Berlin"])(
    "throws for the row %s",
    (row) => expect(() => postalTable(row)).toThrow(`The row "${row}" is not prefixes, latitude, longitude and name.`),
  )

  it("throws for a prefix in 2 rows", () => {
    expect(() => postalTable("10-12 52.5 13.4 Berlin\n12 52.4 13.0 Potsdam")).toThrow("The prefix 12 of the row")
  })
})
