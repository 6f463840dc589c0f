import type { MedusaContainer } from "@medusajs/framework/types"
import { checkoutOf } from "./checkout-of"
import { REPAIRS } from "./repairs"
import { resumeAttempts } from "./resume-attempts"
import type { BreakRow } from "../modules/checkout/reconciliation/store/list-breaks"
import { settleWhatIsUnderWay } from "./settlers"

export interface ReconcileReport {
  readonly found: number
  readonly resolved: number
  readonly healed: number
  /** What could not be done, in words. */
  readonly failures: readonly string[]
}

export interface ReconcileAsked {
  /** Whether what may heal itself does. Default true. */
  readonly heal?: boolean
  /** Also what may still be under way, such as a checkout of this minute. Default false. */
  readonly atOnce?: boolean
}

/**
 * Ends what was left behind, then compares orders, payments, providers, stock, promotion uses and attempts, files each
 * break, and mends those that may mend themselves. Any number of processes may do so at once.
 */
export async function reconcile(
  container: MedusaContainer,
  { heal = true, atOnce = false }: ReconcileAsked = {},
): Promise<ReconcileReport> {
  const { reconciliation } = checkoutOf(container)
  const failures = [...(await settleWhatIsUnderWay(container))]
  if (heal) {
    try {
      await resumeAttempts(container)
    } catch (error) {
      failures.push(`attempts: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const first = await reconciliation.look({ atOnce })
  if (!heal) return { ...first, healed: 0, failures }

  let healed = 0
  for (const broken of await reconciliation.healable()) {
    const failure = await repairBreak(container, broken, "reconciler")
    if (failure === null) healed += 1
    else failures.push(`${broken.kind} ${broken.subject_id}: ${failure}`)
  }
  const last = healed > 0 ? await reconciliation.look({ atOnce }) : { found: 0, resolved: 0 }
  return { found: first.found + last.found, resolved: first.resolved + last.resolved, healed, failures }
}

/** Carries out a repair and writes down how it went. Null: it was done; otherwise why not. */
export async function repairBreak(container: MedusaContainer, broken: BreakRow, by: string): Promise<string | null> {
  let failure: string | null = null
  try {
    const repair = REPAIRS[broken.kind]
    if (!repair) throw new Error("There is no repair for it.")
    await repair(container, broken, by)
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  await checkoutOf(container).reconciliation.note(broken.id, by, failure)
  return failure
}
