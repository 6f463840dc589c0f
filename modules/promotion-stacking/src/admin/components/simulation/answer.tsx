import { Container, Heading, Text } from "@medusajs/ui"
import type { CartDraft } from "../../lib/cart-draft"
import { appliedLines } from "../../lib/applied-lines"
import { moneyText } from "../../lib/money-text"
import { certificateWords } from "../../lib/trace-words"
import type { Evaluation } from "../../lib/stacking-types"
import { DiscountBars } from "./discount-bars"
import { LineDiscounts } from "./line-discounts"
import { TraceTable } from "./trace-table"

interface Props {
  readonly answer: Evaluation
  /** The cart that was asked about, which the form may have left since. */
  readonly cart: CartDraft
}

/** What promotions take off a cart, and why. */
export function Answer({ answer, cart }: Props) {
  const { currency } = cart
  const figures = [
    ["Off the lines", moneyText(answer.discount_total, currency)],
    ["Off shipping", moneyText(answer.shipping_discount_total, currency)],
    ["Applied", `${answer.applied.length} of ${answer.trace.length}`],
  ] as const
  const gifts = answer.gifts.map(({ sku, quantity }) => `${quantity} × ${sku}`)
  return (
    <>
      <Container className="divide-y p-0">
        <div className="px-6 py-4">
          <Heading level="h2">What comes off</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {certificateWords(answer.certificate, currency)}
            {gifts.length > 0 ? ` Gifts: ${gifts.join(", ")}.` : ""}
          </Text>
        </div>
        <dl className="grid grid-cols-2 gap-4 px-6 py-4 md:grid-cols-3">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt className="txt-compact-small text-ui-fg-subtle">{label}</dt>
              <dd className="h1-core tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        {answer.applied.length > 0 && (
          <div className="px-6 py-4">
            <DiscountBars applied={appliedLines(answer)} currency={currency} />
          </div>
        )}
        <LineDiscounts answer={answer} cart={cart} />
      </Container>
      <Container className="divide-y p-0">
        <div className="px-6 py-4">
          <Heading level="h2">Every promotion, and why</Heading>
        </div>
        {answer.trace.length > 0 ? (
          <TraceTable trace={answer.trace} currency={currency} />
        ) : (
          <Text className="text-ui-fg-subtle px-6 py-8 text-center">There was no promotion to consider.</Text>
        )}
      </Container>
    </>
  )
}
