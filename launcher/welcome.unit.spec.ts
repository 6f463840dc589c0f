import { describe, expect, it } from "@jest/globals"
import type { SetupResult } from "./set-up-shop"
import { welcome } from "./welcome"

const known: SetupResult = {
  done: false,
  createdAdmin: undefined,
  adminEmail: "admin@holdfast.example",
  demoShop: undefined,
}
const print = (setup: SetupResult, publishableKey: string | undefined, storefrontUrl?: string) =>
  welcome({
    storefrontUrl,
    publicUrl: "http://localhost:9000",
    setup,
    publishableKey,
    logFile: ".data/logs/server.log",
    startedInMs: 12_345,
  })

describe("the printout at the end of the start", () => {
  it("shows a password that was made now, once, and none when there was an admin", () => {
    const created = print(
      { ...known, createdAdmin: { email: "admin@holdfast.example", password: "once-only" } },
      "pk_1",
    )
    expect(created).toContain("once-only  (shown this once)")
    expect(print(known, "pk_1")).toContain("with the password from the first start")
    expect(print(known, "pk_1")).not.toContain("Password ")
  })

  it("has 3 curl lines with the key, and a cart's region when the demo shop is there", () => {
    const demo = { ...known, demoShop: { publishableKey: "pk_1", regionId: "reg_1" } as SetupResult["demoShop"] }
    const lines = print(demo, "pk_1")
      .split("\n")
      .filter((line) => line.includes("curl "))
    expect(lines).toHaveLength(3)
    expect(lines[2]).toContain('{"region_id":"reg_1"}')
    expect(
      print(known, "pk_1")
        .split("\n")
        .filter((line) => line.includes("curl ")),
    ).toHaveLength(3)
  })

  it("names the storefront when there is one", () => {
    expect(print(known, "pk_1", "http://localhost:8000")).toContain("Storefront       http://localhost:8000")
    expect(print(known, "pk_1")).not.toContain("Storefront")
  })

  it("says where to make a key when there is none", () => {
    expect(print(known, undefined)).toContain("create one in the dashboard")
    expect(print(known, undefined)).not.toContain("curl")
  })
})
