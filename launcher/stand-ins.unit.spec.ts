import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { startStandIns } from "./stand-ins"

let dataDir: string
let closers: (() => Promise<void> | void)[] = []
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-stand-ins-"))
})
afterEach(async () => {
  await stop()
  rmSync(dataDir, { recursive: true })
})

const start = (raw: Readonly<Record<string, string>> = {}) =>
  startStandIns(raw, { shopUrl: "http://127.0.0.1:1", dataDir }, { add: (_what, close) => closers.push(close) })

async function stop(): Promise<void> {
  for (const close of closers) await close()
  closers = []
}

const withoutAddress = (settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !name.endsWith("_API_URL")))

describe("the launcher's stand-ins", () => {
  it("are the same accounts at the second start, with the payments of the first", async () => {
    const first = await start()
    const ask = async ({ settings }: typeof first, path: string, body?: string) => {
      const answer = await fetch(`${settings["STRIPE_API_URL"]}/v1/payment_intents${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${settings["STRIPE_API_KEY"]}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        ...(body !== undefined && { body }),
      })
      return (await answer.json()) as { id: string; status: string }
    }
    const made = await ask(
      first,
      "",
      "amount=5000&currency=eur&payment_method=pm_card_visa&capture_method=manual&confirm=true",
    )
    await stop()
    const second = await start()
    expect(withoutAddress(second.settings)).toEqual(withoutAddress(first.settings))
    expect(await ask(second, `/${made.id}`)).toMatchObject({ id: made.id, status: "requires_capture" })
    expect(await ask(second, `/${made.id}/capture`, "")).toMatchObject({ status: "succeeded" })
    await second.shopAnswers()
  })

  it("leave a provider alone that the settings name", async () => {
    const { settings, payableAt } = await start({ STRIPE_API_KEY: "sk_test_mine", ADYEN_API_KEY: "mine" })
    expect([settings, payableAt, closers]).toEqual([{}, {}, []])
  })
})
