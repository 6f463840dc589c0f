import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { createWriteStream } from "node:fs"
import path from "node:path"
import { endWithParent } from "../../launcher/built-shop"
import { freePort } from "../../launcher/free-port"
import { runProgram } from "../../launcher/run-program"
import { untilReady, type ShopProcess } from "../../launcher/shop-processes"
import { POOL_MAX } from "../checkout/shop-under-test"
import { VendureStore } from "./vendure-store"

export interface Vendure {
  readonly server: ShopProcess
  readonly store: VendureStore
}

export interface VendureWish {
  readonly root: string
  /** Made by `vendureProject`. */
  readonly folder: string
  readonly databaseUrl: string
  readonly dataDir: string
  readonly onServer: (server: ShopProcess) => void
}

/** Fills an empty database and serves it, in one process in production mode, as ours is. */
export async function startVendure({ root, folder, databaseUrl, dataDir, onServer }: VendureWish): Promise<Vendure> {
  const port = await freePort()
  const env = {
    ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: "production" },
    ...{ DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: String(POOL_MAX), PORT: String(port) },
    COOKIE_SECRET: randomBytes(16).toString("hex"),
  }
  const logFile = (name: string) => path.join(dataDir, "logs", `vendure-${name}.log`)
  await runProgram({
    ...{ title: "Filling Vendure", command: process.execPath, cwd: folder, env, logFile: logFile("populate") },
    args: ["main.js", "populate", "products.csv"],
  })
  const server = serve(root, folder, env, logFile("server"))
  onServer(server)
  await untilReady(server, port, logFile("server"), "/health")
  return { server, store: await VendureStore.open(`http://127.0.0.1:${port}`) }
}

function serve(root: string, cwd: string, env: Readonly<Record<string, string | undefined>>, log: string): ShopProcess {
  const child = spawn(process.execPath, [...endWithParent(root), "main.js", "start"], {
    ...{ cwd, env: { ...env }, detached: true },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  const kept = createWriteStream(log)
  for (const stream of [child.stdout, child.stderr]) stream?.pipe(kept, { end: false })
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(`ended with ${signal ?? String(code)}`))
  })
  const stop = async () => {
    child.kill("SIGKILL")
    await ended
  }
  return { pid: child.pid ?? 0, ended, stop }
}
