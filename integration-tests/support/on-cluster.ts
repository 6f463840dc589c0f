import { Client } from "pg"

/** Runs one statement on its own connection, such as `create database`, which no transaction may hold. */
export async function onCluster(clusterUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
