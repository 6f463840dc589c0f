import { isDeepStrictEqual } from "node:util"
import { beforeAll, describe, expect, it } from "@jest/globals"
import { adminDesk } from "../support/admin-desk"
import { CORE_ORDER_ROUTES, routesOfTheHost, type CoreRoute, type Need } from "../support/core-order-routes"
import { LifecycleDesk, type ShownLifecycle } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { AWAY, OrderScenes, type Scene } from "../support/order-scenes"
import { runningShop } from "../support/running-shop"
import { signUp } from "../support/sign-up"
import { StockRoom } from "../support/stock-room"
import { Storefront } from "../support/storefront"

const STATES = [
  "cart",
  "pending_payment",
  "authorized",
  "captured",
  "partially_fulfilled",
  "fulfilled",
  "partially_refunded",
  "refunded",
  "canceled",
  "disputed",
  "chargeback",
  "returned",
] as const

/**
 * What each route of the host's admin means, by state: `+` the machine lets it through, and it is done or the host has
 * a reason of its own; `x` it is answered with 409, and nothing has happened.
 */
const TABLE = `
                     cart pend auth capt part full prfd rfnd canc disp chbk retd
order.edited            x    +    +    +    +    +    +    +    x    x    x    +
order.completed         x    x    x    +    +    +    +    +    x    x    x    +
order.archived          +    x    x    x    x    x    x    x    +    x    x    x
order.canceled          x    +    +    +    x    x    +    +    x    x    x    +
fulfillment.created     x    x    x    +    +    x    +    x    x    x    x    x
fulfillment.canceled    -    -    -    +    +    x    +    +    x    +    +    x
shipment.created        -    -    -    +    +    x    +    x    x    x    x    x
shipment.delivered      -    -    -    x    +    +    x    +    x    +    +    +
payment.authorized      x    +    +    +    +    +    +    +    +    +    +    +
payment.captured        x    +    +    x    x    x    x    x    +    x    x    x
refund.partial          -    -    x    +    +    +    +    x    x    x    x    +
rma.requested           x    x    x    x    +    +    x    +    x    +    +    x
rma.received            -    -    -    -    +    +    -    +    -    +    +    -
rma.canceled            -    -    -    -    +    +    -    +    -    +    +    -
draft.updated           +    x    x    x    x    x    x    x    x    x    x    x
draft.deleted           +    x    x    x    x    x    x    x    x    x    x    x
checkout.submitted      +    x    x    x    x    x    x    x    x    x    x    x
`

const shop = runningShop()
let merchant: Merchant
let desk: LifecycleDesk
let scenes: OrderScenes
const columns = new Map<string, Column>()

interface Column {
  /** What each route answered, and what was expected of it. */
  readonly answers: Record<string, string>
  readonly expected: Record<string, string>
  /** What was left behind by a refusal, or does not fit after what was done. */
  readonly traces: readonly string[]
}

beforeAll(async () => {
  merchant = await Merchant.login(shop)
  desk = new LifecycleDesk(shop, merchant)
  const room = new StockRoom(await adminDesk(shop))
  for (const sku of ["HOM-MUG-CHK", "BOK-BRW"]) await room.topUp(sku, 600)
  const { mug: variant } = await desk.catalogue()
  const order = await desk.order()
  const { body } = await merchant.get(`/admin/orders/${order.id}`, { fields: "id,*shipping_methods,customer_id" })
  const { body: places } = await merchant.get("/admin/stock-locations", { name: "New York" })
  const email = `routes-${order.id}@example.com`
  await signUp(new Storefront(shop.baseUrl, shop.publishableKey), email)
  const { body: customers } = await merchant.get("/admin/customers", { email })
  scenes = new OrderScenes(desk, merchant, {
    variant,
    option: body.order.shipping_methods[0].shipping_option_id,
    location: places.stock_locations[0].id,
    customer: customers.customers[0].id,
  })
  const waiting = [...STATES] as string[]
  const lane = async () => {
    for (let state = waiting.shift(); state; state = waiting.shift()) columns.set(state, await drive(state))
  }
  await Promise.all([lane(), lane()])
  // Some 600 routes: two minutes on a machine of its own, and more beside other work.
}, 480_000)

describe("the host's admin routes in every published state", () => {
  it("are all known: one that an upgrade brings is missed here", () => {
    expect(CORE_ORDER_ROUTES.map(({ route }) => route).sort()).toEqual([...routesOfTheHost()].sort())
  })

  it.each(STATES)("answer as the table says in state %s, and leave no trace where they are refused", (state) => {
    const { answers, expected, traces } = columns.get(state)!
    expect({ answers, traces }).toEqual({ answers: expected, traces: [] })
  })

  it("put a draft away as a draft: nobody has placed it", async () => {
    const { ids } = await scenes.of("cart", "order")
    await merchant.post(`/admin/orders/${ids.order}/archive`).expect(200)
    expect((await desk.lifecycle(ids.order)).log.map(({ event }) => event)).toEqual(["draft.created"])
  })
})

const CELLS = new Map(
  TABLE.trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [event = "", ...cells] = line.trim().split(/\s+/)
      return [event, Object.fromEntries(STATES.map((state, place) => [state, cells[place] ?? ""]))]
    }),
)

const cellOf = ({ event }: CoreRoute, state: string) => (event === null ? "+" : (CELLS.get(event)?.[state] ?? "?"))

/** Whether the order itself said that it would accept what the route means. */
function outlookOf({ events }: ShownLifecycle, { event }: CoreRoute): boolean {
  const [meant, refund] = [event, "refund.full"].map((name) => events.find((one) => one.event === name))
  if (event === null || meant?.allowed) return true
  // A cancelation gives the money back first.
  return (
    event === "order.canceled" && refund?.allowed === true && meant?.because?.message.includes("would be kept") === true
  )
}

async function drive(state: string): Promise<Column> {
  const column = {
    answers: {} as Record<string, string>,
    expected: {} as Record<string, string>,
    traces: [] as string[],
  }
  const open = new Map<Need, Scene>()
  /** What the host says of an order that nothing has happened to since. */
  const records = new Map<string, unknown>()
  for (const core of CORE_ORDER_ROUTES) {
    const { route, needs, opens, closes, ends, step, within } = core
    const cell = cellOf(core, state)
    if (!scenes.exists(state, needs) || (cell === "+" && (step || scenes.missing(state, needs)))) continue
    let scene = open.get(needs)
    try {
      scene ??= await sceneFor(state, needs, AWAY.includes(needs) ? open.get("away") : open.get("order"))
    } catch (error) {
      column.traces.push(`${route}: ${String(error)}`)
      open.clear()
      continue
    }
    const { id } = scene.order
    if (!open.has(needs)) records.delete(id)
    open.set(needs, scene)
    if (!open.has("order")) open.set("order", { ...scene, id })
    if (AWAY.includes(needs) && !open.has("away")) open.set("away", { ...scene, id })

    const before = await desk.lifecycle(id)
    if (before.state !== state) column.traces.push(`${route}: the order was ${before.state}`)
    if (outlookOf(before, core) !== (cell === "+")) column.traces.push(`${route}: the order said otherwise`)
    const no = cell === "x" || within
    if (no && !records.has(id)) records.set(id, await desk.record(id))

    const answer = await call(core, scene)
    column.expected[route] = no ? "refused" : (HOST[route]?.[state] ?? "done")
    column.answers[route] = answered(answer)

    const after = await desk.lifecycle(id)
    if (after.pending) column.traces.push(`${route}: the order is held`)
    if (answer.status === 409) {
      const record = await desk.record(id)
      const was = { state: before.state, log: before.log, record: records.get(id) }
      const changed = changes(was, { state: after.state, log: after.log, record })
      if (changed.length > 0) column.traces.push(`${route}: left a trace: ${changed.join("; ")}`)
      continue
    }
    records.delete(id)
    if ((await desk.differences(id)) > 0) column.traces.push(`${route}: its log differs`)
    if (closes) open.delete(needs)
    if (opens && answer.status < 300) open.set(opens, { ...scene, id: openedBy(answer.body as Opened) ?? id })
    // What the host did not do, it may have begun.
    if (ends || answer.status >= 300 || after.state !== state)
      for (const [need, { order }] of open) if (order.id === id) open.delete(need)
  }
  return column
}

/** Where two records differ, and how. */
function changes(one: unknown, other: unknown, at = ""): string[] {
  if (isDeepStrictEqual(one, other)) return []
  if (!isRecord(one) || !isRecord(other)) return [`${at} ${JSON.stringify(one)} -> ${JSON.stringify(other)}`]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].flatMap((name) => changes(one[name], other[name], `${at}.${name}`))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** With the order that is at hand, or with one of its own. */
const sceneFor = async (state: string, need: Need, base: Scene | undefined): Promise<Scene> =>
  (base && (await scenes.again(base, state, need))) ?? (await scenes.of(state, need))

type Opened = Readonly<Partial<Record<"return" | "claim" | "exchange" | "payment_collection", { readonly id: string }>>>

const openedBy = (body: Opened) => (body.return ?? body.claim ?? body.exchange ?? body.payment_collection)?.id

function call({ route, body }: CoreRoute, { ids, id, parcel }: Scene) {
  const [method, path = ""] = route.split(" ")
  const own = path.startsWith("fulfillments/") ? parcel : id
  const address = `/admin/${path}`
    .replace("[id]", own)
    .replace("[fulfillment_id]", parcel)
    .replace("[item_id]", ids.item)
    .replace(/\[(action|method)_id\]/, "ordchact_unknown")
  return method === "DELETE" ? merchant.delete(address).send(body?.(ids)) : merchant.post(address, body?.(ids))
}

function answered({ status, body }: { readonly status: number; readonly body: { code?: string; message?: string } }) {
  if (status < 300) return "done"
  if (status === 409 && body.code?.startsWith("order_")) return "refused"
  return `${status} ${body.message ?? ""}`.replace(/\b\w+_0\w{20,}\b/g, "…")
}

/** Where the machine would have let it through, and the host has a reason of its own. */
const HOST: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  (
    [
      // Only a session that its provider has left waiting can be authorized.
      [
        "POST orders/[id]/payment-sessions/authorize",
        "400 Payment session … is not in pending_authorization status",
        STATES,
      ],
      ["POST orders/[id]", "400 Order with id … has been canceled.", ["canceled"]],
      ["POST orders/[id]/transfer", "400 Order with id … has been canceled.", ["canceled"]],
      ["POST orders/[id]/transfer/guest", "400 Order with id … has been canceled.", ["canceled"]],
      ["POST payments/[id]/capture", "400 The payment … was voided. Take another payment for the order.", ["canceled"]],
      [
        "POST orders/[id]/credit-lines",
        "400 Can only create credit lines if the order has a positive or negative pending difference",
        ["captured", "partially_fulfilled", "fulfilled", "partially_refunded", "refunded"],
      ],
      // All of it came back, and the host still has its parcels.
      ["POST orders/[id]/cancel", "400 All fulfillments must be canceled before canceling an order", ["returned"]],
      // Nothing can come back of what has not left.
      [
        "POST exchanges/[id]/request",
        "400 Order exchange request should have at least 1 item inbound and 1 item outbound",
        ["pending_payment", "authorized", "captured", "partially_refunded", "refunded", "returned"],
      ],
    ] as const
  ).map(([route, no, states]) => [route, Object.fromEntries(states.map((state) => [state, no]))]),
)
