import { describe, expect, it } from "@jest/globals"
import { hookHandlers, idleHandlersLine, listenToHooks } from "./hook-handlers"

describe("handlers on the host's hooks", () => {
  it("are heard with the package that registered them, once however often somebody listens", () => {
    const registered: unknown[] = []
    const hooks = { orderCreated: (handler: unknown) => registered.push(handler) }
    const handler = () => undefined

    listenToHooks(hooks)
    listenToHooks(hooks)
    hooks.orderCreated(handler)

    expect(registered).toEqual([handler])
    expect(hookHandlers()).toEqual([{ hook: "orderCreated", owner: "@holdfast/checkout" }])
  })

  it("are not heard when the host refuses them, which has one handler for a hook", () => {
    const before = hookHandlers().length
    const refuse = () => {
      throw new Error("Cannot define multiple hook handlers for the validate hook")
    }
    const hooks = { validate: refuse as () => unknown }

    listenToHooks(hooks)

    expect(() => hooks.validate()).toThrow("multiple hook handlers")
    expect(hookHandlers()).toHaveLength(before)
  })

  it("are told in one line, by package, with the option that makes them run", () => {
    const line = idleHandlersLine([
      { hook: "beforePaymentAuthorization", owner: "@medusajs/loyalty-plugin" },
      { hook: "validate", owner: "my-shop" },
      { hook: "orderCreated", owner: "@medusajs/loyalty-plugin" },
    ])

    expect(line).toContain(
      "itself: beforePaymentAuthorization and orderCreated of @medusajs/loyalty-plugin, validate of my-shop. ",
    )
    expect(line).toContain('{ pipeline: "core" }')
    expect(line).not.toContain("\n")
  })

  it("are not told of when there are none", () => {
    expect(idleHandlersLine([])).toBeNull()
  })
})
