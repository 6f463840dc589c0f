/** What a button says that sends an event, and what the drawer says will happen. Events that are not here are only noted. */
const ACTS: Readonly<Record<string, { readonly verb: string; readonly does: string }>> = {
  "payment.captured": { verb: "Capture", does: "The payment is captured at its provider." },
  "refund.partial": { verb: "Refund a part", does: "The amount goes back to the shopper." },
  "refund.full": { verb: "Refund", does: "All that was captured goes back to the shopper." },
  "order.canceled": { verb: "Cancel", does: "The order is canceled, and its stock and payment are given back." },
  "order.completed": { verb: "Complete", does: "The order is closed: nothing more is expected of it." },
  "order.archived": { verb: "Archive", does: "The order leaves the lists of what is to be done." },
  "shipment.created": { verb: "Ship a part", does: "The units are packed if they are not yet, and shipped." },
  "shipment.completed": { verb: "Ship the rest", does: "What is left is packed if it is not yet, and shipped." },
  "shipment.delivered": { verb: "Mark as delivered", does: "The parcels that are on their way are delivered." },
  "rma.completed": { verb: "Take back", does: "The units are received at the location that they left from." },
  "review.opened": { verb: "Open a review", does: "Nothing is captured, packed or shipped until it is decided." },
  "review.approved": { verb: "Approve", does: "The order goes on: it may be captured, packed and shipped." },
  "review.rejected": {
    verb: "Reject",
    does: "The order is canceled within a minute, unless units are away, and what was captured goes back to the shopper.",
  },
}

/** Whether the shop does something for it, or only notes what happened elsewhere. */
export const actOf = (event: { readonly event: string; readonly title: string }) =>
  ACTS[event.event] ?? { verb: event.title, does: "Noted as it happened elsewhere; nothing else is done." }
