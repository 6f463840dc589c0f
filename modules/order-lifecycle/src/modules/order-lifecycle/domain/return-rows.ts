import type { Row } from "./machine"
import { rows } from "./row-parts"
import { SHIPPED } from "./state-groups"

/** Units that come back. */
export const RETURN_ROWS: readonly Row[] = [
  ...["none", "requested"].map((from): Row => ({
    axis: "return",
    from,
    event: "rma.requested",
    to: "requested",
    when: { fulfillment: SHIPPED },
    counter: "returns",
  })),
  { axis: "return", from: "partially_returned", event: "rma.requested", to: "partially_returned", counter: "returns" },
  ...rows(
    "return",
    ["requested", "partially_returned"],
    "rma.canceled",
    { to: "partially_returned", guards: ["something_returned"], counter: "returns" },
    { to: "requested", guards: ["return_requested"], counter: "returns" },
    { to: "none", counter: "returns" },
  ),
  ...["rma.received", "rma.completed"].flatMap((event) =>
    rows(
      "return",
      ["none", "requested", "partially_returned"],
      event,
      { to: "returned", guards: ["everything_returned"], when: { fulfillment: SHIPPED }, counter: "returns" },
      { to: "partially_returned", when: { fulfillment: SHIPPED }, counter: "returns" },
    ),
  ),
  ...rows(
    "return",
    ["partially_returned", "returned"],
    "order.edited",
    { to: "returned", guards: ["everything_returned"], counter: "edits" },
    { to: "partially_returned", counter: "edits" },
  ),
]
