import { Button, Container, Heading, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import { ChannelDrawer } from "../../../components/policies/channel-drawer"
import { LocationDrawer } from "../../../components/policies/location-drawer"
import { useLocations, useStock } from "../../../lib/stock-api"
import type { ChannelPolicy, LocationPolicy } from "../../../lib/stock-types"

const EVERY_CHANNEL = "*"
const minutes = (seconds: number) => `${seconds / 60} min`

/** How sales channels hold and allocate, and how locations rank. */
const PoliciesPage = () => {
  const policies =
    useStock<{ channel_policies: ChannelPolicy[] }>("/admin/atp/channel-policies").data?.channel_policies ?? []
  const ranks =
    useStock<{ location_policies: LocationPolicy[] }>("/admin/atp/location-policies").data?.location_policies ?? []
  const channels =
    useStock<{ sales_channels: { id: string; name: string }[] }>("/admin/sales-channels", {
      limit: 200,
      fields: "id,name",
    }).data?.sales_channels ?? []
  const locations = useLocations()
  const [channel, setChannel] = useState<ChannelPolicy | null>(null)
  const [location, setLocation] = useState<LocationPolicy | null>(null)
  const everybody = policies.find((policy) => policy.sales_channel_id === EVERY_CHANNEL)
  const rows = [
    ...channels.map(({ id, name }) => ({ id, name, own: policies.find((policy) => policy.sales_channel_id === id) })),
    { id: EVERY_CHANNEL, name: "Every other channel", own: everybody },
  ]
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.name ?? id
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="px-6 py-4">
          <Heading level="h1">Hold policies</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            When carts hold their units, for how long, and which locations they come from
          </Text>
        </div>
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>Sales channel</Table.HeaderCell>
                <Table.HeaderCell>Held at</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Guests</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Customers</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Cap</Table.HeaderCell>
                <Table.HeaderCell>Allocation</Table.HeaderCell>
                <Table.HeaderCell />
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map(({ id, name, own }) => {
                const policy = own ?? everybody
                return (
                  <Table.Row key={id}>
                    <Table.Cell className="whitespace-nowrap">
                      {name} {!own && <span className="text-ui-fg-muted">(as every other)</span>}
                    </Table.Cell>
                    <Table.Cell>{policy?.hold_at}</Table.Cell>
                    <Table.Cell className="text-right tabular-nums">
                      {policy && minutes(policy.guest_ttl_seconds)}
                    </Table.Cell>
                    <Table.Cell className="text-right tabular-nums">
                      {policy && minutes(policy.customer_ttl_seconds)}
                    </Table.Cell>
                    <Table.Cell className="text-right tabular-nums">{policy && minutes(policy.cap_seconds)}</Table.Cell>
                    <Table.Cell className="whitespace-nowrap">{policy?.strategy.replaceAll("_", " ")}</Table.Cell>
                    <Table.Cell className="text-right">
                      <Button
                        size="small"
                        variant="transparent"
                        disabled={!policy}
                        onClick={() => {
                          if (policy) setChannel({ ...policy, sales_channel_id: id })
                        }}
                      >
                        Edit
                      </Button>
                    </Table.Cell>
                  </Table.Row>
                )
              })}
            </Table.Body>
          </Table>
        </div>
      </Container>
      <Container className="divide-y p-0">
        <div className="px-6 py-4">
          <Heading level="h2">Locations</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            The lower priority is asked first. Costs are in minor units of money, such as cents.
          </Text>
        </div>
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>Location</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Priority</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Cost per shipment</Table.HeaderCell>
                <Table.HeaderCell className="text-right">Cost per unit</Table.HeaderCell>
                <Table.HeaderCell />
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {locations.map(({ id, name }) => {
                const rank = ranks.find((one) => one.location_id === id) ?? {
                  location_id: id,
                  priority: 100,
                  cost_per_shipment_minor: null,
                  cost_per_unit_minor: null,
                }
                return (
                  <Table.Row key={id}>
                    <Table.Cell>{name}</Table.Cell>
                    <Table.Cell className="text-right tabular-nums">{rank.priority}</Table.Cell>
                    <Table.Cell className="text-right tabular-nums">{rank.cost_per_shipment_minor ?? "–"}</Table.Cell>
                    <Table.Cell className="text-right tabular-nums">{rank.cost_per_unit_minor ?? "–"}</Table.Cell>
                    <Table.Cell className="text-right">
                      <Button
                        size="small"
                        variant="transparent"
                        onClick={() => {
                          setLocation(rank)
                        }}
                      >
                        Edit
                      </Button>
                    </Table.Cell>
                  </Table.Row>
                )
              })}
            </Table.Body>
          </Table>
        </div>
      </Container>
      {channel && (
        <ChannelDrawer
          policy={channel}
          name={nameOf(channel.sales_channel_id)}
          onClose={() => {
            setChannel(null)
          }}
        />
      )}
      {location && (
        <LocationDrawer
          rank={location}
          name={locations.find(({ id }) => id === location.location_id)?.name ?? location.location_id}
          onClose={() => {
            setLocation(null)
          }}
        />
      )}
    </div>
  )
}

export default PoliciesPage
