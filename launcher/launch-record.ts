import { Client } from "pg"

/**
 * Remembers in the database itself what was done to it, so that a second start skips it and another clone or another
 * machine with the same database knows too.
 */
export class LaunchRecord {
  private constructor(private readonly client: Client) {}

  /** Opens the record, hands it over, and closes it whatever happens. */
  static async use<T>(databaseUrl: string, work: (record: LaunchRecord) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      await client.query(
        `create table if not exists holdfast_launch (
           step text primary key, fingerprint text not null, detail jsonb not null, done_at timestamptz not null default now())`,
      )
      return await work(new LaunchRecord(client))
    } finally {
      await client.end()
    }
  }

  async find<T>(step: string): Promise<{ fingerprint: string; detail: T } | undefined> {
    const { rows } = await this.client.query<{ fingerprint: string; detail: T }>(
      "select fingerprint, detail from holdfast_launch where step = $1",
      [step],
    )
    return rows[0]
  }

  async save(step: string, fingerprint: string, detail: unknown): Promise<void> {
    await this.client.query(
      `insert into holdfast_launch (step, fingerprint, detail) values ($1, $2, $3)
       on conflict (step) do update set fingerprint = excluded.fingerprint, detail = excluded.detail, done_at = now()`,
      [step, fingerprint, JSON.stringify(detail)],
    )
  }
}
