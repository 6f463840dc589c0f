import { describe, expect, it } from "@jest/globals"
import { redisModules } from "./redis-modules"

describe("redisModules", () => {
  it("leaves the host's in-memory modules in place without a Redis", () => {
    expect(redisModules(undefined)).toEqual([])
  })

  it("replaces events, workflows and cache, 3 modules, and hands each the address", () => {
    const modules = redisModules("redis://cache.example.com:6379")
    expect(modules.map(({ key }) => key).sort()).toEqual(["cache", "event_bus", "workflows"])
    for (const { options } of modules) expect(JSON.stringify(options)).toContain("redis://cache.example.com:6379")
  })

  it("leaves locks to the database: what they keep apart must not depend on Redis being up", () => {
    expect(JSON.stringify(redisModules("redis://cache.example.com:6379"))).not.toContain("locking")
  })

  it("gives an event 5 attempts instead of the host's 1", () => {
    const events = redisModules("redis://cache.example.com:6379").find(({ key }) => key === "event_bus")
    expect(events?.options).toMatchObject({ jobOptions: { attempts: 5 } })
  })
})
