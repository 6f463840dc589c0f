import { randomBytes } from "node:crypto"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import type { SetupAnswer, SetupRequest } from "../src/setup/set-up-shop"
import { fingerprint } from "./fingerprint"
import { writeKept } from "./kept-json"
import type { LaunchRecord } from "./launch-record"
import { readable } from "./run-program"
import { runMedusa, type ShopEnv } from "./shop-processes"

const DEFAULT_ADMIN = "admin@holdfast.example"

/** The demo shop's data and the code that brings it into the database. */
const DEMO_SOURCES = ["demo-shop", "src/seed"]

export interface SetupWish {
  readonly admin: SetupRequest["admin"]
  /** Nothing said: the demo goes into a database that was empty, once. */
  readonly seedDemo: boolean | undefined
  readonly databaseWasEmpty: boolean
  readonly dataDir: string
  readonly publicUrl: string
}

export interface SetupResult {
  readonly done: boolean
  readonly createdAdmin: SetupAnswer["createdAdmin"]
  /** The address of an admin we know of, for the printout. */
  readonly adminEmail: string | undefined
  readonly demoShop: SetupAnswer["demoShop"]
}

interface Recorded {
  readonly adminEmail: string | undefined
  readonly demoShop: SetupAnswer["demoShop"]
}

/** Creates the admin and seeds the demo shop, once per database; both in one boot of the host. */
export async function setUpShop(
  root: string,
  record: LaunchRecord,
  { wish, env, logDir, say }: { wish: SetupWish; env: ShopEnv; logDir: string; say: (what: string) => void },
): Promise<SetupResult> {
  const before = await record.find<Recorded>("set-up")
  const seedDemo = wish.seedDemo ?? (before ? before.detail.demoShop !== undefined : wish.databaseWasEmpty)
  // The pictures carry the public address, so a new address is a reason to look at them again.
  const sources = [seedDemo ? fingerprint(root, DEMO_SOURCES) : "", wish.publicUrl, wish.admin?.email ?? ""].join("|")
  if (before?.fingerprint === sources) return { done: false, createdAdmin: undefined, ...before.detail }

  const request: SetupRequest = {
    admin: wish.admin,
    fallbackAdmin: { email: DEFAULT_ADMIN, password: randomBytes(12).toString("base64url") },
    demoShop: seedDemo
      ? {
          dataDir: path.join(root, "demo-shop"),
          staticDir: path.join(wish.dataDir, "static"),
          publicUrl: wish.publicUrl,
        }
      : undefined,
  }
  const answer = await ask(root, request, { wish, env, logDir, say })
  const detail: Recorded = {
    adminEmail: answer.createdAdmin?.email ?? wish.admin?.email ?? before?.detail.adminEmail,
    demoShop: answer.demoShop,
  }
  await record.save("set-up", sources, detail)
  return { done: true, createdAdmin: answer.createdAdmin, ...detail }
}

async function ask(
  root: string,
  request: SetupRequest,
  { wish, env, logDir, say }: { wish: SetupWish; env: ShopEnv; logDir: string; say: (what: string) => void },
): Promise<SetupAnswer> {
  const desk = path.join(wish.dataDir, "set-up")
  mkdirSync(desk, { recursive: true, mode: 0o700 })
  const [requestFile, answerFile] = [path.join(desk, "request.json"), path.join(desk, "answer.json")]
  try {
    writeKept(requestFile, request)
    await runMedusa(root, {
      title: "Setting up the shop",
      args: ["exec", "./src/setup/set-up-shop.js", requestFile, answerFile],
      env,
      logFile: path.join(logDir, "set-up.log"),
      onLine: (line) => {
        const step = /^Demo shop: (\d+ .+), \d+ of them new$/.exec(readable(line))
        if (step?.[1]) say(step[1])
      },
    })
    return JSON.parse(readFileSync(answerFile, "utf8")) as SetupAnswer
  } finally {
    rmSync(desk, { recursive: true })
  }
}
