import { readFileSync, writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { seedDemoShop, type SeedReport } from "../seed/seed-demo-shop"
import { type AdminLogin, createFirstAdmin } from "./create-first-admin"

/** What `npm start` asks for; it arrives as a file, since command lines are public and this holds a password. */
export interface SetupRequest {
  readonly admin: AdminLogin | undefined
  readonly fallbackAdmin: AdminLogin
  readonly demoShop: { readonly dataDir: string; readonly staticDir: string; readonly publicUrl: string } | undefined
}

export interface SetupAnswer {
  /** The login that was created now, or nothing when the shop had its admin. */
  readonly createdAdmin: AdminLogin | undefined
  readonly demoShop: SeedReport | undefined
}

/** `medusa exec ./src/setup/set-up-shop.js <request.json> <answer.json>`: one boot of the host for all of it. */
export default async function setUpShop({ container, args }: ExecArgs): Promise<void> {
  const [requestFile, answerFile] = args
  if (!requestFile || !answerFile) {
    throw new Error("set-up-shop needs two files: the request to read and the answer to write.")
  }
  const request = JSON.parse(readFileSync(requestFile, "utf8")) as SetupRequest
  const createdAdmin = await createFirstAdmin(container, request.admin, request.fallbackAdmin)
  const demoShop = request.demoShop && (await seedDemoShop(container, request.demoShop))
  writeFileSync(answerFile, JSON.stringify({ createdAdmin, demoShop } satisfies SetupAnswer), { mode: 0o600 })
}
