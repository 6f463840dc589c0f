import { describe, expect, it } from "@jest/globals"
import { parseOptions } from "./options"

describe("parseOptions of prove:idempotency", () => {
  it("reads the shop's address and its key", () => {
    expect(parseOptions(["--base-url", "http://localhost:9000", "--publishable-key", "pk_1"])).toEqual({
      baseUrl: "http://localhost:9000",
      publishableKey: "pk_1",
    })
  })

  it.each([
    [[], "--base-url"],
    [["--base-url", "localhost:9000", "--publishable-key", "pk_1"], "localhost:9000"],
    [["--base-url", "http://localhost:9000"], "--publishable-key"],
    [["--port", "1"], "--port"],
  ])("refuses %j and names %s", (args, named) => {
    expect(() => parseOptions(args)).toThrow(named)
  })
})
