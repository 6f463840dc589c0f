import { Modules } from "@medusajs/framework/utils"

interface ModuleLine {
  readonly key: string
  readonly resolve: string
  readonly options: Record<string, unknown>
}

/**
 * The modules that travel over Redis when there is one. Redis carries messages and caches answers; nothing that must be
 * true lives there alone, so without it the same code runs in one process on the host's in-memory modules.
 */
export function redisModules(redisUrl: string | undefined): ModuleLine[] {
  if (redisUrl === undefined) return []
  return [
    {
      key: Modules.EVENT_BUS,
      resolve: "@medusajs/medusa/event-bus-redis",
      options: {
        redisUrl,
        // The host's own default is a single attempt: one hiccup would lose the event.
        jobOptions: { attempts: 5, backoff: { type: "exponential", delay: 1000 }, removeOnComplete: true },
      },
    },
    {
      key: Modules.WORKFLOW_ENGINE,
      resolve: "@medusajs/medusa/workflow-engine-redis",
      options: { redis: { redisUrl } },
    },
    { key: Modules.CACHE, resolve: "@medusajs/medusa/cache-redis", options: { redisUrl } },
  ]
}
