import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import type { CheckoutModuleService } from "@holdfast/checkout"
import { reconcile } from "@holdfast/checkout/workflows"

/** What `npm run reconcile` prints. */
export interface ReconcileAnswer {
  readonly found: number
  readonly resolved: number
  readonly healed: number
  readonly failures: readonly string[]
  readonly open: readonly {
    readonly kind: string
    readonly title: string
    readonly subject: string
    readonly orderId: string | null
    readonly amount: string | null
    readonly since: string
    readonly repair: string | null
    readonly healsItself: boolean
  }[]
  /** How many are open; the list ends at 200. */
  readonly count: number
}

/** `medusa exec ./src/reconcile/reconcile-shop.js report|heal <answer.json>`: as the job does each minute, once, and with all that is open. */
export default async function reconcileShop({ container, args }: ExecArgs): Promise<void> {
  const [command, answerFile] = args
  if (!answerFile || (command !== "report" && command !== "heal")) {
    throw new Error("reconcile-shop needs `report` or `heal`, and the file to write its answer to.")
  }
  const report = await reconcile(container, { heal: command === "heal" })
  const { reconciliation } = container.resolve<CheckoutModuleService>("checkout")
  const { breaks, count } = await reconciliation.list({ open: true, limit: 200, offset: 0 })
  const open = breaks.map((one) => ({
    ...{ kind: one.kind, title: one.title, subject: one.subject_id, orderId: one.order_id },
    ...{ amount: one.amount, since: one.since, repair: one.repair, healsItself: one.heals_itself },
  }))
  writeFileSync(answerFile, JSON.stringify({ ...report, open, count } satisfies ReconcileAnswer), { mode: 0o600 })
}
