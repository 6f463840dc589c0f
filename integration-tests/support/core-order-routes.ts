import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { ROOT } from "./start-command"

/** What has to be there before a route can be asked: units that are with the shopper, an open edit, and so on. */
export type Need =
  | "order"
  | "payment"
  | "session"
  | "collection"
  | "parcel"
  | "shipped"
  | "away"
  | "edit"
  | "change"
  | "return"
  | "requested"
  | "receiving"
  | "claim"
  | "exchange"
  | "confirmed_claim"
  | "confirmed_exchange"
  | "draft_edit"
  | "transfer"

/** Ids that stand in for `[name]` in a route, and that bodies name. */
export interface RouteIds {
  readonly order: string
  readonly item: string
  readonly variant: string
  readonly option: string
  readonly location: string
  readonly customer: string
  readonly session: string
}

export interface CoreRoute {
  /** `POST orders/[id]/cancel`, below `/admin`. */
  readonly route: string
  /** The event that the workflow behind it means; null for one that nothing is asked for. */
  readonly event: string | null
  readonly needs: Need
  readonly body?: (ids: RouteIds) => object
  /** Done, it leaves this behind for the routes that follow. */
  readonly opens?: Need
  /** Done, it takes away again what it needed. */
  readonly closes?: true
  /** Done, it leaves an order that other routes would find changed. */
  readonly ends?: true
  /** It would leave the order's own record behind: refused in every state, in favor of the order's own route. */
  readonly within?: true
  /** One of the steps between the beginning and the confirmation of a change. */
  readonly step?: true
}

const UNITS = ({ item }: RouteIds) => ({ items: [{ id: item, quantity: 1 }] })
const NEW_ITEM = ({ variant }: RouteIds) => ({ items: [{ variant_id: variant, quantity: 1, unit_price: 0 }] })
const SHIPPING = ({ option }: RouteIds) => ({ shipping_option_id: option, custom_amount: 0 })
const NOTE = () => ({ internal_note: "Nothing new." })

const FLAGS = ["step", "ends", "closes", "within"] as const
type Flag = (typeof FLAGS)[number]
type Kind = Flag | Need
const isFlag = (kind: Kind): kind is Flag => (FLAGS as readonly Kind[]).includes(kind)

type Line = readonly [route: string, body?: CoreRoute["body"], kind?: Kind, event?: string | null]

const lines = (needs: Need, event: string | null, ...all: readonly Line[]): CoreRoute[] =>
  all.map(([route, body, kind, own = event]) => ({
    route,
    event: own,
    needs,
    ...(body && { body }),
    ...(kind && (isFlag(kind) ? { [kind]: true as const } : { opens: kind })),
  }))

/**
 * Every route of the host's admin that changes an order or what belongs to it, in the order in which they are asked:
 * first what leaves the order as it was, last what ends it.
 */
export const CORE_ORDER_ROUTES: readonly CoreRoute[] = [
  ...lines("order", null, ["POST orders/[id]", () => ({ metadata: { seen: "yes" } })]),
  ...lines("order", "draft.updated", ["POST draft-orders/[id]", () => ({ metadata: { seen: "yes" } })]),
  ...lines("order", "draft.updated", ["POST draft-orders/[id]/edit", undefined, "draft_edit"]),
  ...lines(
    "draft_edit",
    "draft.updated",
    ["POST draft-orders/[id]/edit/items", NEW_ITEM, "step"],
    ["POST draft-orders/[id]/edit/items/item/[item_id]", () => ({ quantity: 2 }), "step"],
    ["POST draft-orders/[id]/edit/items/[action_id]", () => ({ quantity: 2 }), "step"],
    ["DELETE draft-orders/[id]/edit/items/[action_id]", undefined, "step"],
    ["POST draft-orders/[id]/edit/promotions", () => ({ promo_codes: ["NO-SUCH-CODE"] }), "step"],
    ["DELETE draft-orders/[id]/edit/promotions", () => ({ promo_codes: ["NO-SUCH-CODE"] }), "step"],
    ["POST draft-orders/[id]/edit/shipping-methods", SHIPPING, "step"],
    ["POST draft-orders/[id]/edit/shipping-methods/[action_id]", SHIPPING, "step"],
    ["DELETE draft-orders/[id]/edit/shipping-methods/[action_id]", undefined, "step"],
    ["POST draft-orders/[id]/edit/shipping-methods/method/[method_id]", NOTE, "step"],
    ["DELETE draft-orders/[id]/edit/shipping-methods/method/[method_id]", undefined, "step"],
    ["POST draft-orders/[id]/edit/request"],
    ["POST draft-orders/[id]/edit/confirm", undefined, "closes"],
    ["DELETE draft-orders/[id]/edit", undefined, "closes", null],
  ),

  ...lines("order", null, ["POST payment-collections", ({ order }) => ({ order_id: order, amount: 1 }), "collection"]),
  ...lines(
    "collection",
    null,
    ["POST payment-collections/[id]/payment-sessions", () => ({ provider_id: "pp_system_default" })],
    ["DELETE payment-collections/[id]", undefined, "closes"],
  ),
  ...lines("session", "payment.authorized", [
    "POST orders/[id]/payment-sessions/authorize",
    ({ session }) => ({ payment_session_id: session }),
  ]),

  ...lines("order", "order.edited", ["POST order-edits", ({ order }) => ({ order_id: order }), "edit"]),
  ...lines(
    "edit",
    "order.edited",
    ["POST order-edits/[id]/items", NEW_ITEM, "step"],
    ["POST order-edits/[id]/items/item/[item_id]", () => ({ quantity: 2 }), "step"],
    ["POST order-edits/[id]/items/[action_id]", NOTE, "step"],
    ["DELETE order-edits/[id]/items/[action_id]", undefined, "step"],
    ["POST order-edits/[id]/shipping-method", SHIPPING, "step"],
    ["POST order-edits/[id]/shipping-method/[action_id]", NOTE, "step"],
    ["DELETE order-edits/[id]/shipping-method/[action_id]", undefined, "step"],
    ["DELETE order-edits/[id]", undefined, "closes", null],
    ["POST order-edits/[id]/request"],
    ["POST order-edits/[id]/confirm", undefined, "closes"],
  ),
  ...lines("change", null, ["POST order-changes/[id]", () => ({ carry_over_promotions: false }), "step"]),

  ...lines("order", "order.edited", ["POST exchanges", ({ order }) => ({ order_id: order }), "exchange"]),
  ...lines(
    "exchange",
    "order.edited",
    ["POST exchanges/[id]/inbound/items", UNITS, "step"],
    ["POST exchanges/[id]/inbound/shipping-method", SHIPPING, "step"],
    ["POST exchanges/[id]/outbound/items", NEW_ITEM, "step"],
    ["POST exchanges/[id]/outbound/items/[action_id]", NOTE, "step"],
    ["DELETE exchanges/[id]/outbound/items/[action_id]", undefined, "step"],
    ["POST exchanges/[id]/outbound/shipping-method", SHIPPING, "step"],
    ["POST exchanges/[id]/outbound/shipping-method/[action_id]", NOTE, "step"],
    ["DELETE exchanges/[id]/outbound/shipping-method/[action_id]", undefined, "step"],
    ["DELETE exchanges/[id]/request", undefined, "closes", null],
  ),
  ...lines("order", "order.edited", ["POST claims", ({ order }) => ({ order_id: order, type: "replace" }), "claim"]),
  ...lines(
    "claim",
    "order.edited",
    ["POST claims/[id]/claim-items", UNITS, "step"],
    ["POST claims/[id]/claim-items/[action_id]", NOTE, "step"],
    ["DELETE claims/[id]/claim-items/[action_id]", undefined, "step"],
    ["POST claims/[id]/inbound/items", UNITS, "step"],
    ["POST claims/[id]/inbound/shipping-method", SHIPPING, "step"],
    ["DELETE claims/[id]/inbound/shipping-method/[action_id]", undefined, "step"],
    ["POST claims/[id]/outbound/items", NEW_ITEM, "step"],
    ["POST claims/[id]/outbound/items/[action_id]", NOTE, "step"],
    ["DELETE claims/[id]/outbound/items/[action_id]", undefined, "step"],
    ["POST claims/[id]/outbound/shipping-method", SHIPPING, "step"],
    ["POST claims/[id]/outbound/shipping-method/[action_id]", NOTE, "step"],
    ["DELETE claims/[id]/outbound/shipping-method/[action_id]", undefined, "step"],
    ["DELETE claims/[id]/request", undefined, "closes", null],
  ),
  ...lines("away", "rma.requested", [
    "POST returns",
    ({ order, location }) => ({ order_id: order, location_id: location }),
    "return",
  ]),
  ...lines(
    "return",
    "rma.requested",
    ["POST returns/[id]", () => ({ metadata: { seen: "yes" } }), "step"],
    ["POST returns/[id]/request-items", UNITS, "step"],
    ["POST returns/[id]/request-items/[action_id]", NOTE, "step"],
    ["DELETE returns/[id]/request-items/[action_id]", undefined, "step"],
    ["POST returns/[id]/shipping-method", SHIPPING, "step"],
    ["POST returns/[id]/shipping-method/[action_id]", NOTE, "step"],
    ["DELETE returns/[id]/shipping-method/[action_id]", undefined, "step"],
    ["DELETE returns/[id]/request", undefined, "closes", null],
  ),

  ...lines("order", null, ["POST orders/[id]/transfer", ({ customer }) => ({ customer_id: customer }), "transfer"]),
  ...lines("transfer", null, ["POST orders/[id]/transfer/cancel", undefined, "closes"]),
  ...lines("order", "order.edited", [
    "POST orders/[id]/credit-lines",
    ({ order }) => ({ amount: 0, reference: "order", reference_id: order }),
  ]),
  ...lines("order", "fulfillment.created", [
    "POST fulfillments",
    ({ order, location, item }) => ({
      location_id: location,
      provider_id: "manual_manual",
      delivery_address: { country_code: "us" },
      items: [{ title: "Mug", quantity: 1, sku: "HOM-MUG-CHK", line_item_id: item, barcode: "0" }],
      labels: [],
      order_id: order,
      data: null,
      metadata: null,
    }),
    "within",
  ]),
  ...lines("order", "fulfillment.created", ["POST orders/[id]/fulfillments", UNITS, "ends"]),
  ...lines(
    "parcel",
    "fulfillment.canceled",
    ["POST orders/[id]/fulfillments/[fulfillment_id]/cancel", undefined, "closes"],
    ["POST fulfillments/[id]/cancel", undefined, "ends"],
  ),
  ...lines(
    "parcel",
    "shipment.created",
    ["POST fulfillments/[id]/shipment", () => ({ labels: [] }), "ends"],
    ["POST orders/[id]/fulfillments/[fulfillment_id]/shipments", UNITS, "ends"],
  ),
  ...lines("shipped", "shipment.delivered", ["POST orders/[id]/fulfillments/[fulfillment_id]/mark-as-delivered"]),

  ...lines("requested", "rma.canceled", ["POST returns/[id]/cancel", undefined, "closes"]),
  ...lines("return", "rma.requested", ["POST returns/[id]/request", undefined, "ends"]),
  ...lines("requested", "rma.received", ["POST returns/[id]/receive", undefined, "receiving"]),
  ...lines(
    "receiving",
    "rma.received",
    ["POST returns/[id]/receive-items", UNITS, "step"],
    ["POST returns/[id]/receive-items/[action_id]", NOTE, "step"],
    ["DELETE returns/[id]/receive-items/[action_id]", undefined, "step"],
    ["POST returns/[id]/dismiss-items", UNITS, "step"],
    ["POST returns/[id]/dismiss-items/[action_id]", NOTE, "step"],
    ["DELETE returns/[id]/receive", undefined, "closes", null],
    ["POST returns/[id]/receive/confirm", undefined, "ends"],
  ),
  // It takes away what is to be sent back, though its name says otherwise.
  ...lines("receiving", "rma.requested", ["DELETE returns/[id]/dismiss-items/[action_id]", undefined, "step"]),
  // What comes in for a claim or an exchange is a return of its own.
  ...lines(
    "confirmed_claim",
    "rma.requested",
    ["POST claims/[id]/inbound/items/[action_id]", NOTE, "step"],
    ["DELETE claims/[id]/inbound/items/[action_id]", undefined, "step"],
    ["POST claims/[id]/inbound/shipping-method/[action_id]", NOTE, "step"],
  ),
  ...lines(
    "confirmed_exchange",
    "rma.requested",
    ["POST exchanges/[id]/inbound/items/[action_id]", NOTE, "step"],
    ["DELETE exchanges/[id]/inbound/items/[action_id]", undefined, "step"],
    ["POST exchanges/[id]/inbound/shipping-method/[action_id]", NOTE, "step"],
    ["DELETE exchanges/[id]/inbound/shipping-method/[action_id]", undefined, "step"],
  ),
  ...lines("claim", "order.edited", ["POST claims/[id]/request", undefined, "ends"]),
  ...lines("confirmed_claim", "order.edited", ["POST claims/[id]/cancel", undefined, "ends"]),
  ...lines("exchange", "order.edited", ["POST exchanges/[id]/request", undefined, "ends"]),
  ...lines("confirmed_exchange", "order.edited", ["POST exchanges/[id]/cancel", undefined, "ends"]),

  ...lines("payment", "payment.captured", ["POST payments/[id]/capture"]),
  ...lines("payment", "refund.partial", ["POST payments/[id]/refund", () => ({ amount: 1 })]),
  ...lines("order", "order.canceled", ["POST orders/[id]/cancel"]),
  ...lines("collection", "payment.captured", [
    "POST payment-collections/[id]/mark-as-paid",
    ({ order }) => ({ order_id: order }),
    "ends",
  ]),
  ...lines("order", null, ["POST orders/[id]/transfer/guest", () => ({ email: "guest@example.com" })]),
  ...lines("order", "order.completed", ["POST orders/[id]/complete", undefined, "ends"]),
  ...lines("order", "order.archived", ["POST orders/[id]/archive", undefined, "ends"]),
  ...lines("order", "checkout.submitted", ["POST draft-orders/[id]/convert-to-order"]),
  ...lines("order", "draft.deleted", ["DELETE draft-orders/[id]", undefined, "ends"]),
]

const API = path.join(ROOT, "node_modules", "@medusajs", "medusa", "dist", "api", "admin")
const ABOUT_ORDERS = [
  "orders",
  "order-edits",
  "order-changes",
  "returns",
  "claims",
  "exchanges",
  "payments",
  "payment-collections",
  "draft-orders",
  "fulfillments",
]
/** Make a new order, or none. */
const ELSEWHERE = ["POST draft-orders", "POST orders/export"]

/** The same as the host's own folders say it: a route that an upgrade brings is missed here at once. */
export const routesOfTheHost = (): readonly string[] =>
  ABOUT_ORDERS.flatMap((folder) =>
    readdirSync(path.join(API, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "route.js")
      .flatMap((file) =>
        [...readFileSync(path.join(API, folder, file), "utf8").matchAll(/^const (POST|PUT|PATCH|DELETE) = /gm)].map(
          ([, method]) => `${method} ${path.join(folder, path.dirname(file)).split(path.sep).join("/")}`,
        ),
      ),
  ).filter((route) => !ELSEWHERE.includes(route))
