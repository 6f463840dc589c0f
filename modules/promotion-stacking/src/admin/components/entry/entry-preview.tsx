import { Container, Heading, Label, RadioGroup, Skeleton, Text } from "@medusajs/ui"
import { useMemo, useState } from "react"
import { cartBody, sampleCartFor, type CartDraft } from "../../lib/cart-draft"
import { isoOf, momentIn } from "../../lib/moment"
import { useSimulation } from "../../lib/stacking-api"
import type { Source } from "../../lib/stacking-types"
import { useSettled } from "../../lib/use-settled"
import { MomentField } from "../form/moment-field"
import { Answer } from "../simulation/answer"
import { CartForm } from "../simulation/cart-form"
import { Refusal } from "../simulation/refusal"

interface Props {
  readonly source: Source
  /** As it is typed, saved or not. */
  readonly text: string
}

/** What the entry does to a cart, as it is typed: by itself, or beside the live rules. */
export function EntryPreview({ source, text }: Props) {
  const [cart, setCart] = useState<CartDraft>(() => sampleCartFor(source))
  const [moment, setMoment] = useState(() => momentIn(source))
  const [alone, setAlone] = useState(true)
  const asked = useSettled(useMemo(() => ({ cart, moment, text, alone }), [cart, moment, text, alone]))
  const at = isoOf(asked.moment)
  const body = { cart: cartBody(asked.cart), ...(at && { at }), ...(asked.alone && { entries: asked.text }) }
  const { data, error, isFetching } = useSimulation({ body, cart: asked.cart })
  return (
    <>
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h2">Preview</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {alone
                ? "This text by itself, saved or not, on a sample cart"
                : "All live rules, with this entry as it is saved, on a sample cart"}
            </Text>
          </div>
          <RadioGroup
            className="flex gap-6"
            aria-label="Rules of the preview"
            value={alone ? "alone" : "live"}
            onValueChange={(which) => {
              setAlone(which === "alone")
            }}
          >
            {[
              ["alone", "This entry alone"],
              ["live", "All live rules"],
            ].map(([value = "", label]) => (
              <div key={value} className="flex items-center gap-2">
                <RadioGroup.Item id={`preview-${value}`} value={value} />
                <Label htmlFor={`preview-${value}`} size="small">
                  {label}
                </Label>
              </div>
            ))}
          </RadioGroup>
        </div>
        <div className="flex flex-col gap-4 px-6 py-4">
          <CartForm draft={cart} onChange={setCart} />
          <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
            <MomentField moment={moment} onChange={setMoment} />
          </div>
        </div>
        {error && (
          <div className="px-6 py-4">
            <Refusal error={error} />
          </div>
        )}
      </Container>
      <div className="flex flex-col gap-3" aria-busy={isFetching}>
        {data && !error && <Answer {...data} />}
        {!data && isFetching && <Skeleton className="h-72 w-full" />}
      </div>
    </>
  )
}
