import { describe, expect, it } from "@jest/globals"
import { FlowRegister } from "./flow-register"

describe("FlowRegister", () => {
  it("knows a workflow, and one that runs as a step of it, until it ends", () => {
    const flows = new FlowRegister()
    flows.begin("auto-1", { holdId: "cart_1" }, 0)
    expect(flows.of("auto-1")?.holdId).toBe("cart_1")
    expect(flows.of("confirm-item-inventory-as-step-auto-1")?.holdId).toBe("cart_1")
    expect(flows.of("auto-2")).toBeUndefined()
    expect(flows.of(undefined)).toBeUndefined()
    flows.end("auto-1")
    expect(flows.of("auto-1")).toBeUndefined()
  })

  it("forgets after 10 minutes what a crash left behind, and not before", () => {
    const flows = new FlowRegister()
    flows.begin("old", { holdId: "cart_1" }, 0)
    flows.begin("new", { holdId: "cart_2" }, 9 * 60_000)
    expect(flows.of("old")).toBeDefined()
    flows.begin("newer", { holdId: "cart_3" }, 10 * 60_000)
    expect(flows.of("old")).toBeUndefined()
    expect(flows.of("new")).toBeDefined()
  })
})
