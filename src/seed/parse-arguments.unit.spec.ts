import { describe, expect, it } from "@jest/globals"
import { parseSeedArguments } from "./parse-arguments"

const ALL = ["--data", "demo-shop", "--static", "static", "--public-url", "http://localhost:9000"]

describe("parseSeedArguments", () => {
  it("reads the 3 options", () => {
    expect(parseSeedArguments(ALL)).toEqual({
      dataDir: "demo-shop",
      staticDir: "static",
      publicUrl: "http://localhost:9000",
    })
  })

  it("drops the slash at the end of the address, which would double in every picture's", () => {
    expect(parseSeedArguments([...ALL.slice(0, 5), "https://shop.example.com/"]).publicUrl).toBe(
      "https://shop.example.com",
    )
  })

  it("reads what the host's command line passes on with its two dashes", () => {
    expect(parseSeedArguments(["--", ...ALL]).dataDir).toBe("demo-shop")
  })

  it("says what it needs when 1 of the 3 is missing", () => {
    expect(() => parseSeedArguments(ALL.slice(0, 4))).toThrow("--public-url <http://localhost:9000>")
  })

  it("names an option it does not know", () => {
    expect(() => parseSeedArguments([...ALL, "--force"])).toThrow("--force")
  })
})
