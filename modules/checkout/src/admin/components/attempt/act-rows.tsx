import { Container, Heading, Table, Text } from "@medusajs/ui"
import type { AttemptDetail } from "../../lib/attempt-types"
import { actWords } from "../../lib/attempt-words"
import { exactMoment } from "../../lib/moment-text"

const STEP_WORDS = { done: "Done", started: "Begun", failed: "Failed", undone: "Taken back" } as const

/** An attempt's acts in their order, with how each is taken back and what that would do now. */
export function ActRows({ attempt }: { readonly attempt: AttemptDetail }) {
  return (
    <Container className="p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Acts</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          In the order in which they are done, with how each is taken back and what that would do now
        </Text>
      </div>
      <div className="overflow-x-auto">
        <Table>
          <Table.Header>
            <Table.Row>
              {["Act", "Journal", "How it is taken back", "Undoing it now"].map((column) => (
                <Table.HeaderCell key={column}>{column}</Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {attempt.inverses.map(({ act, inverse, now }) => (
              <Table.Row key={act} className="align-top last:border-b-0">
                <Table.Cell className="min-w-40 py-3 font-medium">{actWords(act)}</Table.Cell>
                <Table.Cell className="min-w-32 py-3">
                  <Journal attempt={attempt} act={act} />
                </Table.Cell>
                <Table.Cell className="text-ui-fg-subtle min-w-48 py-3">{inverse ?? "Not needed"}</Table.Cell>
                <Table.Cell className="text-ui-fg-subtle min-w-48 py-3">{now}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Container>
  )
}

function Journal({ attempt, act }: { readonly attempt: AttemptDetail; readonly act: string }) {
  const steps = attempt.steps.filter(({ name }) => name === act)
  if (steps.length === 0) return <span className="text-ui-fg-muted">Not begun</span>
  return steps.map(({ state, at, ms }) => (
    <div key={`${state} ${at}`} title={exactMoment(at)} className="whitespace-nowrap tabular-nums">
      {STEP_WORDS[state]}
      {ms !== undefined && <span className="text-ui-fg-subtle"> · {ms.toLocaleString()} ms</span>}
    </div>
  ))
}
