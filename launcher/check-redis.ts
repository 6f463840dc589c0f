import Redis from "ioredis"
import { LaunchFailure } from "./launch-failure"

/** Asks Redis for a sign of life before the shop starts to rely on it as its transport. */
export async function checkRedis(url: string): Promise<void> {
  const shown = new URL(url)
  shown.password = ""
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  // The reason arrives here; `connect` itself only says that the connection is closed.
  let reason = ""
  redis.on("error", (error) => (reason = error.message))
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    throw new LaunchFailure(
      "redis_unreachable",
      `${shown.toString()} cannot be reached: ${reason || (error instanceof Error ? error.message : String(error))}.`,
      "Check REDIS_URL and that the server runs, or leave REDIS_URL out to run in one process without Redis.",
    )
  } finally {
    redis.disconnect()
  }
}
