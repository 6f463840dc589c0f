import { randomBytes } from "node:crypto"
import path from "node:path"
import { Client, escapeIdentifier, escapeLiteral } from "pg"
import { readKept, writeKept } from "../kept-json"
import { type Cluster, type ClusterOptions, startCluster } from "./cluster"

const NAME = "holdfast"

export interface EmbeddedDatabase {
  readonly cluster: Cluster
  /** The shop's own database, for a role that owns it and nothing else. */
  readonly url: string
}

/** Starts the cluster in `dataDir` and makes sure that the shop's role and database are in it. */
export async function openEmbeddedDatabase(options: ClusterOptions): Promise<EmbeddedDatabase> {
  const cluster = await startCluster(options)
  const file = path.join(options.dataDir, "database.json")
  const role = readKept<{ name: string; password: string }>(file) ?? {
    name: NAME,
    password: randomBytes(24).toString("base64url"),
  }
  writeKept(file, role)
  const client = new Client({ connectionString: cluster.url("postgres") })
  await client.connect()
  try {
    const has = async (sql: string) => (await client.query(sql, [NAME])).rowCount === 1
    if (!(await has("select 1 from pg_roles where rolname = $1"))) {
      await client.query(`create role ${escapeIdentifier(NAME)} login`)
    }
    await client.query(`alter role ${escapeIdentifier(NAME)} password ${escapeLiteral(role.password)}`)
    if (!(await has("select 1 from pg_database where datname = $1"))) {
      await client.query(`create database ${escapeIdentifier(NAME)} owner ${escapeIdentifier(NAME)}`)
    }
  } finally {
    await client.end()
  }
  return { cluster, url: cluster.url(NAME, role) }
}
