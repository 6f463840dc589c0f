import type { SqlTx } from "@holdfast/kernel"
import type { ChannelPolicy } from "../domain/channel-policy"

interface Row {
  readonly sales_channel_id: string
  readonly hold_at: ChannelPolicy["holdAt"]
  readonly guest_ttl_seconds: number
  readonly customer_ttl_seconds: number
  readonly cap_seconds: number
  readonly grace_seconds: number
  readonly strategy: string
}

const COLUMNS = `sales_channel_id, hold_at, guest_ttl_seconds, customer_ttl_seconds, cap_seconds, grace_seconds, strategy`

const toPolicy = (row: Row): ChannelPolicy => ({
  salesChannelId: row.sales_channel_id,
  holdAt: row.hold_at,
  guestTtlSeconds: row.guest_ttl_seconds,
  customerTtlSeconds: row.customer_ttl_seconds,
  capSeconds: row.cap_seconds,
  graceSeconds: row.grace_seconds,
  strategy: row.strategy,
})

/** Every channel's policy; the one of `*` is everybody else's. */
export async function readChannelPolicies(tx: SqlTx): Promise<readonly ChannelPolicy[]> {
  return (await tx.query<Row>(`select ${COLUMNS} from atp_channel_policy order by sales_channel_id`, [])).map(toPolicy)
}

/** A channel's policy, when it has one, and everybody's, locked so that two changes follow one another. */
export async function lockChannelPolicies(tx: SqlTx, salesChannelId: string): Promise<readonly ChannelPolicy[]> {
  await tx.query(`insert into atp_channel_policy (sales_channel_id) values ('*') on conflict do nothing`, [])
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from atp_channel_policy where sales_channel_id in ('*', $1) order by sales_channel_id for update`,
    [salesChannelId],
  )
  return rows.map(toPolicy)
}

const SAVE = `
insert into atp_channel_policy (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (sales_channel_id) do update set hold_at = excluded.hold_at, guest_ttl_seconds = excluded.guest_ttl_seconds,
  customer_ttl_seconds = excluded.customer_ttl_seconds, cap_seconds = excluded.cap_seconds,
  grace_seconds = excluded.grace_seconds, strategy = excluded.strategy`

export async function saveChannelPolicy(tx: SqlTx, policy: ChannelPolicy): Promise<void> {
  await tx.query(SAVE, [
    policy.salesChannelId,
    policy.holdAt,
    policy.guestTtlSeconds,
    policy.customerTtlSeconds,
    policy.capSeconds,
    policy.graceSeconds,
    policy.strategy,
  ])
}
