import { Badge, Table } from "@medusajs/ui"
import type { MachineAnswer } from "../../lib/machine-types"

interface Props {
  readonly current: string
  readonly versions: MachineAnswer["versions"]
}

/** An order finishes under the tables that it began with; these are the ones that are still needed. */
export function VersionsTable({ current, versions }: Props) {
  const rows = versions.some(({ version }) => version === current)
    ? versions
    : [{ version: current, live: 0 }, ...versions]
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Version</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Live orders</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map(({ version, live }) => (
            <Table.Row key={version}>
              <Table.Cell>
                <span className="flex items-center gap-2">
                  <span className="font-mono">{version}</span>
                  {version === current && (
                    <Badge size="2xsmall" color="green">
                      new orders
                    </Badge>
                  )}
                </span>
              </Table.Cell>
              <Table.Cell className="text-right tabular-nums">{live.toLocaleString()}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
