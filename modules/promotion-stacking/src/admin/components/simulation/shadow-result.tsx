import { Container, Heading, Table, Text } from "@medusajs/ui"
import type { ShadowAnswer } from "../../lib/stacking-types"

/** What a shadow run says: the sums by currency as bars, then each cart whose price would be another. */
export function ShadowResult({ answer }: { answer: ShadowAnswer }) {
  const { carts, changed, totals, differences } = answer
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">
          {changed === 0 ? "Nothing would change" : `${changed} of ${carts} carts would cost something else`}
        </Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {carts === 0 ? "No cart was priced in these days." : `${carts} carts were priced again, without limits.`}
        </Text>
      </div>
      {Object.entries(totals).map(([currency, { before, after }]) => (
        <dl key={currency} className="grid grid-cols-1 gap-3 px-6 py-4">
          {(
            [
              ["As it was", before],
              ["With these entries", after],
            ] as const
          ).map(([label, amount]) => (
            <div key={label} className="grid grid-cols-[10rem_1fr_8rem] items-center gap-3">
              <dt className="txt-small text-ui-fg-subtle">{label}</dt>
              <dd className="bg-ui-bg-component h-2 rounded-full">
                <div
                  className="bg-ui-tag-blue-icon h-2 rounded-full"
                  style={{ width: `${(100 * Number(amount)) / Math.max(Number(before), Number(after), 0.01)}%` }}
                />
              </dd>
              <dd className="txt-small text-right tabular-nums">
                {amount} {currency}
              </dd>
            </div>
          ))}
        </dl>
      ))}
      {differences.length > 0 && (
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>Cart</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Was</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Would be</Table.HeaderCell>
                <Table.HeaderCell>Promotions</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {differences.map((one) => (
                <Table.Row key={one.subject_id}>
                  <Table.Cell className="whitespace-nowrap font-mono">{one.subject_id}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{one.discount_before}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">
                    {one.discount_after} {one.currency}
                  </Table.Cell>
                  <Table.Cell className="text-ui-fg-subtle whitespace-nowrap">
                    {one.applied_before.join(", ") || "none"} → {one.applied_after.join(", ") || "none"}
                  </Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </Container>
  )
}
