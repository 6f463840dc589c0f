import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals"
import { ProviderFailure, providerFailureOf, type ProviderFailureKind } from "@holdfast/kernel"
import { ProviderBreakers } from "./provider-breakers"

const NOON = Date.UTC(2026, 10, 21, 12)

describe("ProviderBreakers", () => {
  let now: number
  let said: string[]
  let breakers: ProviderBreakers
  let sent: number

  beforeEach(() => {
    now = NOON
    jest.spyOn(Date, "now").mockImplementation(() => now)
    said = []
    sent = 0
    const say = (message: string) => void said.push(message)
    breakers = new ProviderBreakers({ failures: 5, pauseSeconds: 30 }, { warn: say, info: say })
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })

  const answers = () => {
    sent += 1
    return Promise.resolve("done")
  }
  const fails = (kind: ProviderFailureKind) => () => {
    sent += 1
    return Promise.reject(new ProviderFailure(kind, "code", "message", "for the shopper"))
  }
  const codeOf = (call: Promise<unknown>) => call.catch((error: unknown) => providerFailureOf(error)?.code)
  const silent = async (times: number, provider = "pp_a") => {
    for (let n = 0; n < times; n++) await codeOf(breakers.call(provider, "pay", fails("indeterminate")))
  }

  it("sends nothing for 30 seconds after 5 calls in a row without an answer, then one", async () => {
    await silent(5)
    expect(await codeOf(breakers.call("pp_a", "pay", answers))).toBe("provider_circuit_open")
    now += 29_999
    expect(await codeOf(breakers.call("pp_a", "pay", answers))).toBe("provider_circuit_open")
    expect(sent).toBe(5)

    now += 1
    expect(await breakers.call("pp_a", "pay", answers)).toBe("done")
    expect(await breakers.call("pp_a", "pay", answers)).toBe("done")
    expect(said).toEqual([
      "pp_a has not answered 5 calls in a row (pay). Nothing is sent to it for 30 seconds.",
      "pp_a answers again (pay).",
    ])
  })

  it("waits another 30 seconds when the one call is not answered either", async () => {
    await silent(5)
    now += 30_000
    await silent(1)
    expect(await codeOf(breakers.call("pp_a", "pay", answers))).toBe("provider_circuit_open")
    expect(sent).toBe(6)
  })

  it("goes on after 4 calls without an answer and 1 with one", async () => {
    await silent(4)
    await breakers.call("pp_a", "pay", answers)
    await silent(4)
    expect(await breakers.call("pp_a", "pay", answers)).toBe("done")
  })

  it.each<ProviderFailureKind>(["declined", "requires_action", "invalid_request", "configuration", "rate_limited"])(
    "takes 10 answers of the kind %s for answers",
    async (kind) => {
      for (let n = 0; n < 10; n++) await codeOf(breakers.call("pp_a", "pay", fails(kind)))
      expect(sent).toBe(10)
    },
  )

  it("keeps 2 providers apart, and paying from moving", async () => {
    await silent(5)
    expect(await breakers.call("pp_b", "pay", answers)).toBe("done")
    expect(await breakers.call("pp_a", "move", answers)).toBe("done")
  })

  it("says that nothing was sent, and what a shopper may read", async () => {
    await silent(5)
    await expect(breakers.call("pp_a", "pay", answers)).rejects.toMatchObject({
      kind: "unreachable",
      shopperMessage: "This way of paying does not work at the moment. Pay in another way, or try again in a minute.",
    })
  })
})
