import { describe, expect, it } from "@jest/globals"
import { readdirSync } from "node:fs"
import path from "node:path"

const HOST = path.dirname(require.resolve("@medusajs/payment"))

const filesOf = (folder: string) =>
  readdirSync(path.join(HOST, folder))
    .filter((name) => name.endsWith(".js") && name !== "index.js")
    .map((name) => name.slice(0, -3))
    .sort()

// A new file of the host's is a table or a service that this module would leave out without a word.
describe("the host's payment module, as this one knows it", () => {
  it("has 8 models", () => {
    expect(filesOf("models")).toEqual([
      "account-holder",
      "capture",
      "payment",
      "payment-collection",
      "payment-provider",
      "payment-session",
      "refund",
      "refund-reason",
    ])
  })

  it("has 2 services and one loader", () => {
    expect(filesOf("services")).toEqual(["payment-module", "payment-provider"])
    expect(filesOf("loaders")).toEqual(["providers"])
  })

  it("has 12 migrations", () => {
    expect(filesOf("migrations")).toHaveLength(12)
  })
})
