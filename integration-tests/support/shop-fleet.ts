import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Client } from "pg"
import { freePort } from "../../launcher/free-port"
import { type ShopProcess, startShopProcess, untilReady } from "../../launcher/shop-processes"
import type { RunningShop } from "./running-shop"
import { ROOT } from "./start-command"

export interface FleetMember {
  readonly baseUrl: string
  readonly process: ShopProcess
  readonly logFile: string
}

export interface Fleet {
  readonly servers: readonly FleetMember[]
  readonly workers: readonly FleetMember[]
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

/** Starts servers and workers on a copy of the seeded database and one Redis, as a fleet runs them. */
export async function startFleet(
  shop: RunningShop,
  { servers, workers, redisUrl, name }: { servers: number; workers: number; redisUrl: string; name: string },
): Promise<Fleet> {
  const logDir = mkdtempSync(path.join(tmpdir(), "holdfast-fleet-"))
  await onCluster(shop, `create database ${name} template ${shop.templateDatabase}`)
  const address = new URL(shop.clusterUrl)
  address.pathname = `/${name}`
  const databaseUrl = address.toString()

  const members: (FleetMember & { mode: string })[] = []
  const modes = [...Array<string>(servers).fill("server"), ...Array<string>(workers).fill("worker")]
  for (const [index, mode] of modes.entries()) {
    const port = await freePort()
    const logFile = path.join(logDir, `${mode}-${index}.log`)
    const process = startShopProcess(ROOT, {
      env: {
        ...shop.env,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        MEDUSA_WORKER_MODE: mode,
        PORT: String(port),
      },
      logFile,
    })
    members.push({ baseUrl: `http://localhost:${port}`, process, logFile, mode })
  }
  await Promise.all(
    members.map(({ process, baseUrl, logFile, mode }) =>
      untilReady(process, Number(new URL(baseUrl).port), logFile, mode === "worker" ? "/health" : "/ready"),
    ),
  )
  return {
    servers: members.filter(({ mode }) => mode === "server"),
    workers: members.filter(({ mode }) => mode === "worker"),
    databaseUrl,
    stop: async () => {
      await Promise.all(members.map(({ process }) => process.stop()))
      await onCluster(shop, `drop database ${name}`)
      rmSync(logDir, { recursive: true })
    },
  }
}

async function onCluster({ clusterUrl }: RunningShop, sql: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
