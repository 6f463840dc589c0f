import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { paymentsOf } from "../../../../../workflows/payments-of"
import { refundableLines } from "../../../../../workflows/refundable-lines"

/** The lines of an order, with what giving back for one more unit, or for all that are left, comes to. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { currency, lines } = await refundableLines(req.scope, req.params["id"]!)
  const payments = paymentsOf(req.scope)
  res.json({
    currency_code: currency,
    lines: lines.map((line) => ({
      ...{ id: line.id, kind: line.kind, title: line.title, detail: line.detail },
      ...{ quantity: line.quantity, refunded_quantity: line.refunded },
      // What the first, the first two, … of what is left come to.
      shares_minor: Array.from({ length: Math.min(line.quantity - line.refunded, MOST_SHARES) }, (_, n) =>
        payments.refundShareOf(line, n + 1).toString(),
      ),
    })),
  })
}

const MOST_SHARES = 1000
