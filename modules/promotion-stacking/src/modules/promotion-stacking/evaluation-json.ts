import { money, moneyToMedusa, type Currency } from "@holdfast/kernel"
import type { Evaluation } from "./domain/evaluate"
import type { Certificate } from "./domain/resolution"
import type { Share, TraceLine } from "./domain/trace"

/** Of everything that decides a price: another engine may give other cents for the same rules. */
export const ENGINE = "stacking/1"

/** Amounts as decimal texts in the currency, for routes and records. */
export interface EvaluationJson {
  readonly discount_total: string
  readonly shipping_discount_total: string
  readonly lines: readonly { readonly id: string; readonly discount: string }[]
  /** Ids of the promotions that took something off, in the order in which they did. */
  readonly applied: readonly string[]
  readonly gifts: readonly { readonly promotion: string; readonly sku: string; readonly quantity: number }[]
  readonly certificate: { readonly kind: Certificate["kind"]; readonly nodes?: number; readonly could_miss?: string }
  readonly trace: readonly TraceLineJson[]
}

export interface TraceLineJson {
  readonly promotion: string
  readonly outcome: TraceLine["outcome"]
  readonly because: string
  readonly discount: string
  readonly by?: string
  readonly lines?: readonly { readonly id: string; readonly discount: string }[]
  readonly shipping_discount?: string
  readonly missing?: string
}

export function evaluationJson(evaluation: Evaluation, currency: Currency): EvaluationJson {
  const text = (minor: bigint) => moneyToMedusa(money(minor, currency))
  const shares = (all: readonly Share[]) => all.map(({ id, discount }) => ({ id, discount: text(discount) }))
  const { certificate } = evaluation
  return {
    discount_total: text(evaluation.discount),
    shipping_discount_total: text(evaluation.shippingDiscount),
    lines: shares(evaluation.lines),
    applied: evaluation.applied.map((one) => one.promotion),
    gifts: evaluation.gifts,
    certificate: {
      kind: certificate.kind,
      ...("nodes" in certificate && { nodes: certificate.nodes }),
      ...("couldMiss" in certificate && { could_miss: text(certificate.couldMiss) }),
    },
    trace: evaluation.trace.map(({ promotion, outcome, because, discount, by, lines, shippingDiscount, missing }) => ({
      promotion,
      outcome,
      because,
      discount: text(discount),
      ...(by !== undefined && { by }),
      ...(lines && { lines: shares(lines) }),
      ...(shippingDiscount !== undefined && { shipping_discount: text(shippingDiscount) }),
      ...(missing !== undefined && { missing: text(missing) }),
    })),
  }
}
