import { spawn, type ChildProcess } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { Client } from "pg"
import { freePort, portIsFree } from "../free-port"
import { readKept, writeKept } from "../kept-json"
import { LaunchFailure } from "../launch-failure"
import { postgresBinaries } from "./binaries"
import { initializeCluster } from "./initialize-cluster"
import { OWN_DIRECTORY } from "./own-directory"
import { stopLeftover } from "./stop-leftover"
import { unprivilegedUser } from "./unprivileged-user"

const SUPERUSER = "postgres"
const START_TIMEOUT_MS = 60_000

export interface ClusterOptions {
  /** Holds `postgres/` (the data), `postgres.json` (port and password) and `logs/`. */
  readonly dataDir: string
  /** PostgreSQL settings beside ours, such as `{ shared_preload_libraries: "pg_stat_statements" }`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Cluster {
  readonly port: number
  readonly pid: number
  readonly version: string
  /** Address of a database in this cluster, for its superuser or for the role that was given. */
  readonly url: (database: string, role?: { name: string; password: string }) => string
  /** Resolves when the server has ended by itself; a shop without its database must end too. */
  readonly ended: Promise<void>
  /** A fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
  readonly stop: () => Promise<void>
}

/** What is kept beside the data: the port stays the same over restarts while it can. */
interface Kept {
  readonly port: number
  readonly password: string
}

/** Starts the embedded PostgreSQL in `dataDir`, making the cluster first when there is none. The caller holds the start lock. */
export async function startCluster({ dataDir, settings = {} }: ClusterOptions): Promise<Cluster> {
  const user = unprivilegedUser()
  const binaries = postgresBinaries(user)
  const data = path.join(dataDir, "postgres")
  const log = path.join(dataDir, "logs", "postgres.log")
  mkdirSync(path.dirname(log), { recursive: true })

  const keptFile = path.join(dataDir, "postgres.json")
  let kept = readKept<Kept>(keptFile)
  if (existsSync(data)) {
    if (!kept) {
      throw new LaunchFailure(
        "postgres_password_missing",
        `${data} holds a database, and ${keptFile}, which holds its password, is gone.`,
        "Restore that file from a backup, or move both away to begin with an empty shop.",
      )
    }
    await stopLeftover(data)
  } else {
    kept ??= { port: await freePort(), password: randomBytes(24).toString("base64url") }
    writeKept(keptFile, kept)
    initializeCluster({ initdb: binaries.initdb, data, user, superuser: SUPERUSER, password: kept.password })
  }
  if (!(await portIsFree(kept.port, "127.0.0.1"))) kept = { ...kept, port: await freePort() }
  writeKept(keptFile, kept)

  const child = spawn(
    binaries.postgres,
    [
      ...["-D", user ? OWN_DIRECTORY : data, "-p", String(kept.port)],
      ...Object.entries({ ...OUR_SETTINGS, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // In a process group of its own: Ctrl-C reaches the launcher alone, which stops the server before the database.
    { cwd: data, ...user, detached: true, stdio: ["ignore", "ignore", openSync(log, "a")] },
  )
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve()
    }),
  )
  const url: Cluster["url"] = (database, role = { name: SUPERUSER, password: kept.password }) =>
    `postgres://${role.name}:${role.password}@127.0.0.1:${kept.port}/${database}`
  await untilItAnswers(child, url("postgres"), log)

  return { port: kept.port, pid: child.pid ?? 0, version: binaries.version, url, ended, stop: () => stop(child, ended) }
}

const OUR_SETTINGS = {
  listen_addresses: "127.0.0.1",
  // TCP alone: a socket would need a folder that both users can enter.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  // Durability is what we sell: an acknowledged order survives a power cut.
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
}

async function untilItAnswers(child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  let spawnError: Error | undefined
  child.once("error", (error) => (spawnError = error))
  while (Date.now() < deadline) {
    if (spawnError || child.exitCode !== null || child.signalCode !== null) break
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    try {
      await client.connect()
      return
    } catch {
      // Starting, or recovering after a crash: both answer "not yet".
      await pause(100)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  child.kill("SIGINT")
  throw new LaunchFailure(
    "postgres_did_not_start",
    `PostgreSQL did not start. ${spawnError?.message ?? `Its last words:\n${tail(log)}`}`,
    `Its whole log is ${log}.`,
  )
}

const tail = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n")

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGINT")
  const late = new AbortController()
  await Promise.race([
    ended,
    pause(30_000, undefined, { signal: late.signal }).then(
      () => child.kill("SIGQUIT"),
      () => undefined,
    ),
  ])
  late.abort()
  await ended
}
