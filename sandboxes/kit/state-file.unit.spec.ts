import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { jar, type Jar } from "./__fixtures__/jar"
import { closed, listening } from "./loopback"
import { SandboxClient } from "./sandbox-client"
import { startSandbox, type RunningSandbox } from "./sandbox-server"

let folder: string
let file: string
let running: RunningSandbox[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdfast-state-"))
  file = path.join(folder, "books", "jar.state")
})
afterEach(async () => {
  for (const sandbox of running) await sandbox.close()
  running = []
  rmSync(folder, { recursive: true })
})

async function start(definition = jar, state: string = file) {
  const sandbox = await startSandbox(definition, { state })
  running.push(sandbox)
  const control = new SandboxClient(sandbox.url, sandbox.controlUrl)
  const add = async (body: object, key?: string) => {
    const answer = await fetch(`${sandbox.url}/jars/big/coins`, {
      method: "POST",
      headers: { authorization: "ada", "content-type": "application/json", ...(key && { "idempotency-key": key }) },
      body: JSON.stringify(body),
    })
    return {
      replayed: answer.headers.get("replayed"),
      json: (await answer.json()) as { coins: number; serial: number },
    }
  }
  const coins = async () => ((await control.state()).accounts["ada"] as Jar | undefined)?.coins
  return { sandbox, control, add, coins }
}

/** What a process that is killed now leaves behind; waits for the moment in which it was written. */
async function leftBehind(word: string): Promise<string> {
  const read = (): Buffer => {
    try {
      return readFileSync(file)
    } catch {
      return Buffer.alloc(0)
    }
  }
  while (!read().includes(word)) await new Promise(setImmediate)
  const left = path.join(folder, "left.state")
  writeFileSync(left, read())
  return left
}

describe("a sandbox that keeps its books", () => {
  it("knows after a kill what it knew: 5 coins, a key, 50 minutes ahead, and what is due after an hour", async () => {
    const first = await start()
    const { json } = await first.add({ count: 5 }, "k")
    await first.add({ count: 2, later: true })
    await first.control.advance(3_000_000)
    await first.control.scenario({ mood: "bad" })
    const again = await start(jar, await leftBehind("mood"))

    expect(await again.coins()).toBe(5)
    expect(await again.add({ count: 5 }, "k")).toMatchObject({ replayed: "true", json })
    const { now } = (await again.control.get("/clock")) as { now: string }
    expect(Date.parse(now)).toBeGreaterThan(Date.now() + 2_900_000)
    await again.control.advance(600_000)
    expect(await again.coins()).toBe(7)
    expect((await again.add({ count: 1 })).json.serial).toBeGreaterThan(json.serial)
  })

  it("writes once more at its end, though it is ended twice, for its owner alone", async () => {
    const first = await start()
    await first.add({ count: 2 })
    await first.add({ count: 1, later: true })
    await first.sandbox.close()
    await first.sandbox.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(path.dirname(file))).toEqual(["jar.state"])
    const again = await start()
    await again.control.advance(3_600_000)
    expect(await again.coins()).toBe(3)
  })

  it("tells after its restart what had not arrived, once and in order", async () => {
    const heard: string[] = []
    let answers = 503
    const shop = createServer((request, response) => {
      request.on("data", (part: Buffer) => heard.push(`${answers} ${part.toString("utf8")}`))
      request.on("end", () => response.writeHead(answers).end())
    })
    await listening(shop, 0)
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    try {
      const first = await start()
      await first.control.endpoints([{ url, secrets: ["s"] }])
      for (const count of [1, 1]) await first.add({ count })
      await first.control.settled()
      await first.sandbox.close()
      answers = 200
      const again = await start()
      await again.control.resume()
      await again.control.settled()
      await again.control.resume()
      expect(heard).toEqual(['503 {"coins":1}', '200 {"coins":1}', '200 {"coins":2}'])
      await again.sandbox.close()
      const third = await start()
      await third.control.resume()
      await third.control.settled()
      expect(heard).toHaveLength(3)
    } finally {
      await closed(shop)
    }
  })

  it("forgets in its file, too, when it is told to forget", async () => {
    const first = await start()
    await first.add({ count: 3 })
    await first.control.reset()
    await first.sandbox.close()
    expect(await (await start()).coins()).toBeUndefined()
  })

  it.each<[string, (kept: string) => void, string]>([
    ["is cut short", (kept) => truncateSync(kept, statSync(kept).size - 1), "it is not as it was written"],
    ["is somebody else's", (kept) => writeFileSync(kept, "a letter\n"), "it is not a file of this sandbox"],
    ["is empty", (kept) => writeFileSync(kept, ""), "it is not a file of this sandbox"],
  ])("puts a file aside that %s, says so in 1 line, and begins with nothing", async (_how, harm, why) => {
    const first = await start()
    await first.add({ count: 3 })
    await first.sandbox.close()
    harm(file)
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined)
    try {
      const again = await start()
      expect(await again.coins()).toBeUndefined()
      expect(said.mock.calls).toEqual([[expect.stringContaining(why)]])
      await again.add({ count: 1 })
      await again.sandbox.close()
    } finally {
      said.mockRestore()
    }
    expect(readdirSync(path.dirname(file)).sort()).toEqual([
      "jar.state",
      expect.stringMatching(/^jar\.state\.\d+\.damaged$/),
    ])
  })

  it("puts the file of another sandbox aside", async () => {
    const first = await start()
    await first.add({ count: 3 })
    await first.sandbox.close()
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined)
    try {
      const other = await start({ ...jar, name: "purse" })
      expect(await other.coins()).toBeUndefined()
      expect(said).toHaveBeenCalledTimes(1)
    } finally {
      said.mockRestore()
    }
  })
})
