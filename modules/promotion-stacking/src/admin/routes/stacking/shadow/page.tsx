import { Button, Container, Heading, Input, Label, Text, Textarea } from "@medusajs/ui"
import { useState } from "react"
import { ShadowResult } from "../../../components/simulation/shadow-result"
import { Refusal } from "../../../components/simulation/refusal"
import { exportedEntries, useShadowRun } from "../../../lib/stacking-api"

/** What other entries would have given the carts of the last days, before they go live. */
const ShadowPage = () => {
  const [text, setText] = useState("")
  const [days, setDays] = useState("7")
  const run = useShadowRun()
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div>
            <Heading level="h1">Shadow run</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              The carts of the last days, priced again with these entries in the place of the live ones. Nothing
              changes.
            </Text>
          </div>
          <div className="flex gap-2">
            <Button
              size="small"
              variant="secondary"
              onClick={() => {
                void exportedEntries().then(setText)
              }}
            >
              Take the live entries
            </Button>
            <Button
              size="small"
              disabled={!text.trim() || !(Number(days) > 0)}
              isLoading={run.isPending}
              onClick={() => {
                run.mutate({ text, days: Number(days) })
              }}
            >
              Run
            </Button>
          </div>
        </div>
        <div className="flex flex-col gap-4 px-6 py-4">
          <div className="flex max-w-40 flex-col gap-2">
            <Label htmlFor="shadow-days">Days back</Label>
            <Input
              id="shadow-days"
              type="number"
              min={1}
              max={365}
              value={days}
              onChange={(event) => {
                setDays(event.target.value)
              }}
            />
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="shadow-entries">Entries, as YAML or JSON</Label>
            <Textarea
              id="shadow-entries"
              rows={14}
              spellCheck={false}
              className="font-mono"
              value={text}
              onChange={(event) => {
                setText(event.target.value)
              }}
            />
          </div>
          {run.error && <Refusal error={run.error} />}
        </div>
      </Container>
      {run.data && <ShadowResult answer={run.data} />}
    </div>
  )
}

export default ShadowPage
