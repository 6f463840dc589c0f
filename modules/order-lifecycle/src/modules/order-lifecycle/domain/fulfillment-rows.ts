import type { Row } from "./machine"
import { rows } from "./row-parts"
import { LIVE, REVIEWED, SHIPPED, UNDISPUTED, UNPAID } from "./state-groups"

/** When a shop takes the money: `before_shipment` is the default, and nothing leaves that is not paid for. */
export type CapturePolicy = "before_shipment" | "at_shipment"

/** Units: allocated, packed, away. */
export function fulfillmentRows(policy: CapturePolicy): readonly Row[] {
  const paid = ["captured", "partially_refunded", "not_required"]
  const secured = policy === "at_shipment"
  const shipping: Partial<Row> = {
    counter: "shipments",
    when: {
      order: LIVE,
      payment: secured ? ["authorized", "partially_captured", ...paid] : paid,
      dispute: UNDISPUTED,
      review: REVIEWED,
    },
  }
  const covered = secured ? "authorization_covers_total" : "paid"
  const beforeShipment = ["allocated", "partially_fulfilled"]
  return [
    { axis: "fulfillment", from: "none", event: "checkout.submitted", to: "allocated" },
    ...["order.canceled", "payment.declined"].flatMap((event): Row[] =>
      rows("fulfillment", beforeShipment, event, {
        to: "released",
        guards: ["nothing_shipped"],
        ...(event === "payment.declined" && {
          when: { order: ["open"], payment: UNPAID },
        }),
      }),
    ),
    ...beforeShipment.flatMap((from): Row[] => [
      { axis: "fulfillment", from, event: "fulfillment.created", to: from, ...shipping, guards: [covered] },
      { axis: "fulfillment", from, event: "fulfillment.canceled", to: from, counter: "shipments" },
    ]),
    ...rows(
      "fulfillment",
      beforeShipment,
      "shipment.created",
      { to: "fulfilled", ...shipping, guards: [covered, "everything_shipped"] },
      { to: "partially_fulfilled", ...shipping, guards: [covered] },
    ),
    ...rows("fulfillment", beforeShipment, "shipment.completed", {
      to: "fulfilled",
      ...shipping,
      guards: [covered, "everything_shipped"],
    }),
    ...["shipment.created", "shipment.completed"].map((event): Row => ({
      axis: "fulfillment",
      from: "fulfilled",
      event,
      to: "fulfilled",
      noop: true,
    })),
    ...rows(
      "fulfillment",
      SHIPPED,
      "shipment.canceled",
      { to: "partially_fulfilled", guards: ["something_shipped"], counter: "shipments" },
      { to: "allocated", counter: "shipments" },
    ),
    ...SHIPPED.map((from): Row => ({
      axis: "fulfillment",
      from,
      event: "shipment.delivered",
      to: from,
      counter: "deliveries",
    })),
    // An exchange adds lines that still have to leave.
    ...rows(
      "fulfillment",
      SHIPPED,
      "order.edited",
      { to: "fulfilled", guards: ["everything_shipped"], counter: "edits" },
      { to: "partially_fulfilled", guards: ["something_shipped"], counter: "edits" },
      { to: "allocated", counter: "edits" },
    ),
  ]
}
