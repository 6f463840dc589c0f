import { Client } from "pg"

/** The key a storefront sends: the demo shop's own, or else the oldest one that is alive. */
export async function findPublishableKey(databaseUrl: string, known: string | undefined): Promise<string | undefined> {
  if (known) return known
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ token: string }>(
      `select token from api_key
        where type = 'publishable' and revoked_at is null and deleted_at is null
        order by created_at limit 1`,
    )
    return rows[0]?.token
  } finally {
    await client.end()
  }
}
