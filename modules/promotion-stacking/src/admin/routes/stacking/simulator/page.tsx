import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useState } from "react"
import { MomentField } from "../../../components/form/moment-field"
import { ChosenField } from "../../../components/form/field"
import { Answer } from "../../../components/simulation/answer"
import { CartForm } from "../../../components/simulation/cart-form"
import { Refusal } from "../../../components/simulation/refusal"
import { RulesChoice } from "../../../components/simulation/rules-choice"
import { cartBody, SAMPLE_CART, type CartDraft } from "../../../lib/cart-draft"
import { isoOf, now } from "../../../lib/moment"
import { useSimulation, type Question } from "../../../lib/stacking-api"

const RESOLUTIONS = [
  { value: "shop", label: "As the shop chooses" },
  { value: "priority", label: "Highest priority first" },
  { value: "best", label: "Largest discount" },
]

/** Promotions > Stacking > Simulator: any cart at any time, under the live rules or others. Changes nothing. */
const SimulatorPage = () => {
  const [cart, setCart] = useState<CartDraft>(SAMPLE_CART)
  const [moment, setMoment] = useState(now)
  const [resolution, setResolution] = useState("shop")
  const [entries, setEntries] = useState<string | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const { data, error, isFetching, refetch } = useSimulation(question)

  const ask = () => {
    const at = isoOf(moment)
    const body = {
      cart: cartBody(cart),
      ...(at && { at }),
      ...(resolution !== "shop" && { resolution }),
      ...(entries !== null && { entries }),
    }
    if (JSON.stringify(body) === JSON.stringify(question?.body)) void refetch()
    else setQuestion({ body, cart })
  }

  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h1">Simulator</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              What any cart would cost at any time, and why. Nothing is changed or kept.
            </Text>
          </div>
          <Button size="small" isLoading={isFetching} onClick={ask}>
            Simulate
          </Button>
        </div>
        <div className="px-6 py-4">
          <CartForm draft={cart} onChange={setCart} />
        </div>
        <div className="grid grid-cols-1 gap-4 px-6 py-4 md:grid-cols-3">
          <MomentField moment={moment} onChange={setMoment} />
          <ChosenField
            id="simulation-resolution"
            label="Resolution"
            value={resolution}
            options={RESOLUTIONS}
            onChoose={(next) => {
              if (next) setResolution(next)
            }}
          />
        </div>
        <div className="px-6 py-4">
          <RulesChoice entries={entries} onChange={setEntries} />
        </div>
        {error && (
          <div className="px-6 py-4">
            <Refusal error={error} />
          </div>
        )}
      </Container>
      <div className="flex flex-col gap-3" aria-live="polite" aria-busy={isFetching}>
        {data && !error && <Answer {...data} />}
        {!data && isFetching && <Skeleton className="h-72 w-full" />}
      </div>
    </div>
  )
}

export default SimulatorPage
