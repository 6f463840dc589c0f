import { afterEach, describe, expect, it } from "@jest/globals"
import { jar, type Jar } from "./__fixtures__/jar"
import { fakeClock } from "./fake-clock"
import { IdempotencyTable } from "./idempotency-table"
import { matchPath } from "./match-route"
import { reply } from "./reply"
import { SandboxClient } from "./sandbox-client"
import { startSandbox, type RunningSandbox } from "./sandbox-server"
import { seededRandom } from "./seeded-random"

let running: RunningSandbox | null = null
afterEach(() => running?.close())

async function start() {
  running = await startSandbox(jar)
  const { url } = running
  const add = async (count: number, key?: string) => {
    const answer = await fetch(`${url}/jars/big/coins`, {
      method: "POST",
      headers: { authorization: "ada", "content-type": "application/json", ...(key && { "idempotency-key": key }) },
      body: JSON.stringify({ count }),
      signal: AbortSignal.timeout(2_000),
    })
    return { status: answer.status, replayed: answer.headers.get("replayed"), json: (await answer.json()) as unknown }
  }
  const control = new SandboxClient(url, running.controlUrl)
  const coins = async () => ((await control.state()).accounts["ada"] as Jar | undefined)?.coins ?? 0
  return { add, control, coins, url }
}

describe("a sandbox", () => {
  it("keeps what each account has, and forgets it on reset", async () => {
    const { add, control, coins } = await start()
    expect(await add(2)).toMatchObject({ status: 200, json: { jar: "big", coins: 2 } })
    expect(await coins()).toBe(2)
    await control.reset()
    expect(await coins()).toBe(0)
  })

  it("gives the first answer again for a key, and refuses the key for another request", async () => {
    const { add, coins } = await start()
    await add(2, "k")
    expect(await add(2, "k")).toMatchObject({ status: 200, replayed: "true", json: { coins: 2 } })
    expect(await add(3, "k")).toMatchObject({ status: 400, json: { error: "other parameters" } })
    expect(await coins()).toBe(2)
  })

  it("is at work on a key while its answer hangs", async () => {
    const { add, control, coins } = await start()
    await control.fault({ fault: "hang_after" })
    const first = add(2, "k")
    while ((await control.hanging()) === 0) await new Promise(setImmediate)
    expect(await add(2, "k")).toMatchObject({ status: 409 })
    await control.release()
    expect(await first).toMatchObject({ status: 200 })
    expect(await coins()).toBe(2)
  })

  it.each([
    ["reset_before", 0],
    ["reset_after", 2],
    ["truncated", 2],
    ["error_before", 0],
    ["error_after", 2],
    ["rate_limited", 0],
    ["html_502", 0],
    ["html_502_after", 2],
  ] as const)("fails once by %s and has %i coins then", async (fault, left) => {
    const { add, control, coins } = await start()
    await control.fault({ fault, operation: "coins.add" })
    const answer = await add(2).catch(() => null)
    expect(answer === null || answer.status >= 429).toBe(true)
    expect(await coins()).toBe(left)
    expect(await add(1)).toMatchObject({ status: 200 })
  })

  it("refuses connections until it is told to accept them, and is steered meanwhile", async () => {
    const { add, control } = await start()
    await control.refuse()
    await expect(add(1)).rejects.toThrow()
    await control.clearFaults()
    expect(await add(1)).toMatchObject({ status: 200 })
  })

  it("holds its messages until they are taken: in order, twice, reversed, or with a signature that does not fit", async () => {
    const { add, control } = await start()
    for (const count of [1, 1, 1]) await add(count)
    const ids = async (how: Parameters<typeof control.take>[0]) => (await control.take(how)).map(({ id }) => id)
    expect(await ids({ only: ["m1"], copies: 2 })).toEqual(["m1", "m1"])
    expect(await ids({ order: "reversed" })).toEqual(["m3", "m2"])
    await add(1)
    const [corrupt] = await control.take({ secrets: ["s"], corruptSignature: true })
    expect(corrupt?.headers["signature"]).toMatch(/^s0:/)
  })

  it("drops, holds and delays the next messages when asked to", async () => {
    const { add, control } = await start()
    await control.next({ act: "drop" })
    await add(1)
    await add(1)
    expect((await control.take()).map(({ id }) => id)).toEqual(["m2"])
  })

  it("takes no fault and no scenario that it does not know", async () => {
    const { control } = await start()
    await expect(control.post("/faults", { fault: "flood" })).rejects.toThrow("flood is not a fault")
    await expect(control.scenario({ mood: "sad" })).rejects.toThrow("knows no scenario mood: sad. mood: good | bad.")
    await expect(control.get("/nothing")).rejects.toThrow("has no GET /nothing")
  })

  it("may be called by a page of any shop", async () => {
    const { url } = await start()
    const asked = await fetch(`${url}/jars/big/coins`, { method: "OPTIONS" })
    expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([204, "*"])
  })

  it("answers 401 without a key and 404 elsewhere", async () => {
    const { url } = await start()
    expect((await fetch(`${url}/jars/big/coins`, { method: "POST" })).status).toBe(401)
    expect((await fetch(`${url}/other`)).status).toBe(404)
  })
})

describe("a fake clock", () => {
  it("does what falls due on the way, in order and each at its time", async () => {
    const clock = fakeClock(() => 1_000)
    const done: string[] = []
    clock.schedule(200, () => void done.push(`b at ${clock.now()}`))
    clock.schedule(100, () => {
      done.push(`a at ${clock.now()}`)
      clock.schedule(50, () => void done.push(`c at ${clock.now()}`))
    })
    await clock.advance(500)
    expect(done).toEqual(["a at 1100", "c at 1150", "b at 1200"])
    expect(clock.now()).toBe(1_500)
  })
})

describe("a table of keys", () => {
  it("knows a key for 24 hours, by endpoint and by parameters whatever their order", async () => {
    const clock = fakeClock(() => 0)
    const keys = new IdempotencyTable(clock, 86_400_000)
    expect(keys.begin("k", "POST /a", { x: 1, y: 2 })).toEqual({ use: "first" })
    keys.end("k", reply(200, {}))
    expect(keys.begin("k", "POST /a", { y: 2, x: 1 })).toMatchObject({ use: "replay" })
    expect(keys.begin("k", "POST /b", { x: 1, y: 2 })).toMatchObject({ use: "other_endpoint" })
    await clock.advance(86_400_000)
    expect(keys.begin("k", "POST /b", {})).toEqual({ use: "first" })
    keys.end("k", null)
    expect(keys.begin("k", "POST /a", {})).toEqual({ use: "first" })
  })
})

describe("chance", () => {
  it("is the same for the same seed", () => {
    expect(seededRandom(7).text(24)).toBe(seededRandom(7).text(24))
    expect(seededRandom(7).text(24)).not.toBe(seededRandom(8).text(24))
    expect(seededRandom(7).shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
  })
})

describe("a path", () => {
  it.each([
    ["/v1/a/{id}", "/v1/a/b%2Fc", { id: "b/c" }],
    ["/v1/a/{id}", "/v1/a", null],
    ["/v1/a", "/v1/b", null],
  ])("%s and %s", (template, path, params) => expect(matchPath(template, path)).toEqual(params))
})
