import { execFileSync, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import Redis from "ioredis"
import { freePort } from "../../launcher/free-port"

export interface TestRedis {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Says whether suites that need Redis can run here. In CI they must. */
export function redisIsAvailable(): boolean {
  return Boolean(process.env["CI"] ?? process.env["TEST_REDIS_URL"]) || hasProgram("redis-server")
}

/** The Redis that TEST_REDIS_URL names, or one started for this suite. */
export async function startTestRedis(): Promise<TestRedis> {
  const given = process.env["TEST_REDIS_URL"]
  if (given) return { url: given, stop: () => Promise.resolve() }

  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-redis-"))
  const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""], {
    stdio: "ignore",
  })
  const url = `redis://127.0.0.1:${port}`
  await untilItAnswers(url)
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve))
      server.kill("SIGTERM")
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function untilItAnswers(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  // Refused connections are expected until it listens.
  redis.on("error", () => undefined)
  await Promise.race([
    redis.ping(),
    pause(10_000).then(() => Promise.reject(new Error("redis-server did not answer."))),
  ])
  redis.disconnect()
}

function hasProgram(name: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
