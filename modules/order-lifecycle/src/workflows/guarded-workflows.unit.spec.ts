import { describe, expect, it } from "@jest/globals"
import { WorkflowManager } from "@medusajs/framework/orchestration"
import { orderTables } from "../modules/order-lifecycle/domain/order-machine"
import { assertCoverage, workflowsGone, workflowsLeftOut } from "./check-coverage"
import { EXEMPT } from "./exempt-workflows"
import { GUARDED } from "./guarded-workflows"
import { hostWorkflowIds } from "./host-workflow-ids"

const host = hostWorkflowIds()

describe("the host's workflows", () => {
  it("are all known: this process loaded no others, and the registry has the 338 that are listed", () => {
    const registry = WorkflowManager as { getWorkflows(): ReadonlyMap<string, unknown> }
    expect([...registry.getWorkflows().keys()].sort()).toEqual(host)
    expect(host).toHaveLength(338)
  })

  it("include 8 that are not exported and can be run by their id", () => {
    expect(host).toEqual(
      expect.arrayContaining([
        "cancel-payment-collection",
        "create-order-refund-credit-lines",
        "get-variant-items-with-prices-workflow",
        "refresh-claim-shipping",
        "refresh-draft-order-adjustments",
        "refresh-exchange-shipping",
        "refresh-return-shipping",
        "refund-captured-payments-workflow",
      ]),
    )
  })

  it("are each guarded or exempt, with 0 left out and 0 gone", () => {
    expect(workflowsLeftOut()).toEqual([])
    expect(workflowsGone()).toEqual([])
    expect(() => assertCoverage()).not.toThrow()
  })

  it("are listed once: 0 are in both lists, and 0 twice in one", () => {
    const guarded = GUARDED.map(({ id }) => id)
    expect(new Set(guarded).size).toBe(guarded.length)
    expect(guarded.filter((id) => id in EXEMPT)).toEqual([])
  })

  it("are exempt for a reason, each of the exempt ones", () => {
    expect(Object.entries(EXEMPT).filter(([, reason]) => !/^[A-Z].+\.$/.test(reason))).toEqual([])
  })

  it("name events of the machine", () => {
    const events = new Set(orderTables("before_shipment").events.map(({ name }) => name))
    expect(GUARDED.filter(({ event }) => event !== null && !events.has(event))).toEqual([])
  })
})

describe("coverage", () => {
  it("names 1 workflow that the host added", () => {
    expect(workflowsLeftOut([...host, "give-order-away"])).toEqual(["give-order-away"])
    expect(() => assertCoverage([...host, "give-order-away"])).toThrow(
      "has give-order-away neither guarded nor exempt: install",
    )
  })

  it("names 1 workflow that the host dropped", () => {
    const without = host.filter((id) => id !== "cancel-order")
    expect(workflowsGone(without)).toEqual(["cancel-order"])
    expect(() => assertCoverage(without)).toThrow("has cancel-order listed but gone: install")
  })
})

describe("the orders of a run", () => {
  const entry = (id: string) => {
    const found = GUARDED.find((one) => one.id === id)
    if (!found) throw new Error(`${id} is not guarded`)
    return found
  }
  const ordersOf = (id: string, input: unknown) => entry(id).orders(input as never)

  it.each([
    ["cancel-order", { order_id: "order_1", canceled_by: "user_1" }, "order", ["order_1"]],
    ["complete-order-workflow", { orderIds: ["order_1", "order_2", "order_1"] }, "order", ["order_1", "order_2"]],
    ["update-order-workflow", { id: "order_1", user_id: "user_1", email: "a@b.test" }, "order", ["order_1"]],
    ["capture-payment-workflow", { payment_id: "pay_1", amount: 5, captured_by: "user_1" }, "payment", ["pay_1"]],
    [
      "refund-payments-workflow",
      [
        { payment_id: "pay_1", amount: 5 },
        { payment_id: "pay_2", amount: 7 },
      ],
      "payment",
      ["pay_1", "pay_2"],
    ],
    [
      "mark-payment-collection-as-paid",
      { order_id: "order_1", payment_collection_id: "pay_col_1" },
      "payment_collection",
      ["pay_col_1"],
    ],
    [
      "process-payment-workflow",
      { action: "captured", data: { session_id: "payses_1", amount: 5 } },
      "payment_session",
      ["payses_1"],
    ],
    ["authorize-payment-session-for-order", { payment_session_id: "payses_1" }, "payment_session", ["payses_1"]],
    ["delete-payment-sessions", { ids: ["payses_1", "payses_2"] }, "payment_session", ["payses_1", "payses_2"]],
    ["refund-captured-payments-workflow", { order_id: "order_1" }, "order", ["order_1"]],
    [
      "create-order-fulfillment",
      { order_id: "order_1", items: [{ id: "ordli_1", quantity: 1 }], location_id: "sloc_1" },
      "order",
      ["order_1"],
    ],
    [
      "mark-order-fulfillment-as-delivered-workflow",
      { orderId: "order_1", fulfillmentId: "ful_1" },
      "order",
      ["order_1"],
    ],
    ["create-fulfillment-workflow", { location_id: "sloc_1", order: { id: "order_1" } }, "order", ["order_1"]],
    ["cancel-fulfillment-workflow", { id: "ful_1" }, "parcel", ["ful_1"]],
    ["request-item-return", { return_id: "return_1", items: [{ id: "ordli_1", quantity: 1 }] }, "return", ["return_1"]],
    ["confirm-claim-request", { claim_id: "claim_1", confirmed_by: "user_1" }, "claim", ["claim_1"]],
    [
      "update-exchange-add-item",
      { exchange_id: "oexc_1", action_id: "ordchact_1", data: { quantity: 2 } },
      "exchange",
      ["oexc_1"],
    ],
    ["remove-item-order edit-action", { order_id: "order_1", action_id: "ordchact_1" }, "order", ["order_1"]],
    ["cancel-order-change", { id: "ordch_1", canceled_by: "user_1" }, "order_change", ["ordch_1"]],
    ["update-order-change", [{ id: "ordch_1" }, { id: "ordch_2" }], "order_change", ["ordch_1", "ordch_2"]],
    [
      "maybe-refresh-shipping-methods",
      { shipping_method_id: "ordsm_1", order_id: "order_1", action_id: "ordchact_1", context: {} },
      "order_change_action",
      ["ordchact_1"],
    ],
    ["update-order-change-actions", [{ id: "ordchact_1" }], "order_change_action", ["ordchact_1"]],
    [
      "create-order-change-actions",
      [
        { order_change_id: "ordch_1", order_id: "order_1", action: "ITEM_ADD" },
        { order_change_id: "ordch_1", order_id: "order_1", action: "ITEM_ADD" },
      ],
      "order_change",
      ["ordch_1"],
    ],
    ["create-order-change-actions", [{ order_id: "order_1", action: "ITEM_ADD" }], "order", ["order_1"]],
    ["delete-draft-order", { order_ids: ["order_1", "order_2"] }, "order", ["order_1", "order_2"]],
    ["create-orders", { region_id: "reg_1", items: [] }, "new", []],
    ["complete-cart", { id: "cart_1" }, "new", []],
  ] as const)("%s with %j are found by %s", (id, input, by, ids) => {
    expect(ordersOf(id, input)).toEqual({ by, ids })
  })

  it.each([undefined, null, {}, [], "order_1", { order_id: null, payment_id: "", data: 3 }])(
    "are 0 when the input is %j, for each of the guarded workflows",
    (input) => {
      const found = GUARDED.filter(({ id }) => ordersOf(id, input).ids.length > 0)
      expect(found.map(({ id }) => id)).toEqual([])
    },
  )

  it.each([{ $ne: null }, 5, true, ["order_1", { $like: "%" }]])("are not looked for by the filter %j", (order_id) => {
    expect(() => ordersOf("cancel-order", { order_id })).toThrow(
      "Workflow cancel-order was given something other than text as order_id. Send ids as text.",
    )
  })
})
