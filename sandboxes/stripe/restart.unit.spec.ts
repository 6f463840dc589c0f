import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import Stripe from "stripe"
import { startSandboxProcess, type SandboxProcess } from "../kit"

let folder: string
let file: string
let sandbox: SandboxProcess
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdfast-stripe-"))
  file = path.join(folder, "stripe.state")
})
afterEach(async () => {
  await sandbox.stop()
  rmSync(folder, { recursive: true })
})

/** The stand-in as a process of its own, and the shop's side of it. */
async function start(): Promise<Stripe> {
  sandbox = await startSandboxProcess("stripe", { account: "shop", state: file })
  const { hostname: host, port } = new URL(sandbox.url)
  return new Stripe("sk_test_shop", {
    apiVersion: "2024-04-10",
    host,
    port,
    protocol: "http",
    timeout: 60_000,
    telemetry: false,
  })
}

/** Waits for the moment in which it was written. */
async function untilWritten(word: string): Promise<void> {
  const read = (): Buffer => {
    try {
      return readFileSync(file)
    } catch {
      return Buffer.alloc(0)
    }
  }
  while (!read().includes(word)) await new Promise(setImmediate)
}

describe("Stripe's stand-in after a kill -9", () => {
  it("captures what was authorized before, once, and expires the hold in its time", async () => {
    const before = await start()
    const authorize = (key: string) =>
      before.paymentIntents.create(
        { amount: 5000, currency: "eur", payment_method: "pm_card_visa", capture_method: "manual", confirm: true },
        { idempotencyKey: key },
      )
    const [kept, left] = [await authorize("first"), await authorize("second")]
    await untilWritten(left.id)
    await sandbox.kill()

    const after = await start()
    const again = await after.paymentIntents.create(
      { amount: 5000, currency: "eur", payment_method: "pm_card_visa", capture_method: "manual", confirm: true },
      { idempotencyKey: "first" },
    )
    expect(again.id).toBe(kept.id)
    const captured = await after.paymentIntents.capture(kept.id, {}, { idempotencyKey: "capture" })
    expect(captured).toMatchObject({ status: "succeeded", amount_received: 5000 })
    expect(await after.refunds.create({ payment_intent: kept.id, amount: 100 })).toMatchObject({ status: "succeeded" })
    await sandbox.advance(8 * 86_400_000)
    expect((await after.paymentIntents.retrieve(left.id)).status).toBe("canceled")
    expect((await sandbox.state()).violations).toEqual([])
  })
})
