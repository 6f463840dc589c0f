import type { MiddlewareRoute } from "@medusajs/framework/http"

/** A sheet of 20,000 rows of 400 characters; the host's own bound, 100 kB, is for forms. */
const LARGEST_SHEET = "8mb"

export const supplyRoutes: MiddlewareRoute[] = [
  { matcher: "/admin/atp/import", methods: ["POST"], bodyParser: { sizeLimit: LARGEST_SHEET } },
]
