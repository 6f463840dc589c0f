import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

const HEADER = "x-availability-max-age"

/** The stock shown with a product may be this many seconds old, and says so. What is decided is never old. */
export function sayAge(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader(HEADER, "5")
  // A storefront in another origin's page may read no other header than those that are named.
  res.append("access-control-expose-headers", HEADER)
  next()
}
