import type { Part } from "./row-parts"
import { rows } from "./row-parts"
import type { Row } from "./machine"
import { LIVE } from "./state-groups"

/** What becomes of a review that nobody has decided in time. */
export type ReviewTimeoutPolicy = "approve" | "reject"

/** An order of which nothing is away is canceled, and its money given back; of one that is half away somebody decides. */
const REJECTED: readonly Part[] = [
  { to: "rejected", when: { order: LIVE }, guards: ["nothing_shipped"], effects: ["cancel_rejected"] },
  { to: "rejected" },
]

/** Whether somebody has to look at the order before anything is taken or leaves. */
export const reviewRows = (timeout: ReviewTimeoutPolicy): readonly Row[] => [
  ...rows("review", ["none", "approved", "rejected"], "review.opened", {
    to: "open",
    when: { order: ["open"], fulfillment: ["none", "allocated", "partially_fulfilled"] },
    counter: "reviews",
  }),
  ...rows("review", ["open"], "review.opened", { to: "open", noop: true }),
  ...rows("review", ["open"], "review.approved", { to: "approved" }),
  ...rows("review", ["approved"], "review.approved", { to: "approved", noop: true }),
  ...rows("review", ["open"], "review.rejected", ...REJECTED),
  ...rows("review", ["rejected"], "review.rejected", { to: "rejected", noop: true }),
  ...rows("review", ["open"], "review.timed_out", ...(timeout === "approve" ? [{ to: "approved" }] : REJECTED)),
  // Decided in time.
  ...["approved", "rejected"].flatMap((state) =>
    rows("review", [state], "review.timed_out", { to: state, noop: true }),
  ),
]
