import { describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { checkDatabase } from "../../launcher/check-database"
import { LaunchFailure } from "../../launcher/launch-failure"
import { runningShop } from "../support/running-shop"

async function failure(url: string, oldest?: number): Promise<LaunchFailure> {
  const error: unknown = await checkDatabase(url, oldest).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof LaunchFailure)) throw new Error("The database was not refused.")
  return error
}

function at(url: string, change: (address: URL) => void): string {
  const address = new URL(url)
  change(address)
  return address.toString()
}

describe("the look at the database before anything is written", () => {
  const { clusterUrl, databaseUrl } = runningShop()

  it("accepts PostgreSQL 18 and tells a full database from an empty one", async () => {
    expect(await checkDatabase(databaseUrl)).toMatchObject({ version: expect.stringMatching(/^18\./), empty: false })
    expect(await checkDatabase(clusterUrl)).toMatchObject({ empty: true })
  })

  it("refuses a server that is older than asked for, and says both versions", async () => {
    const refused = await failure(clusterUrl, 19)
    expect(refused.code).toBe("postgres_too_old")
    expect(refused.message).toMatch(/runs PostgreSQL 18\.\d+; Holdfast needs 19 or newer/)
  })

  it("says that the database is missing and how to create it", async () => {
    const refused = await failure(at(clusterUrl, (url) => (url.pathname = "/nowhere")))
    expect(refused.code).toBe("database_missing")
    expect(refused.next).toBe('Create it: create database "nowhere";')
  })

  it("says that the password is wrong without repeating it", async () => {
    const refused = await failure(at(clusterUrl, (url) => (url.password = "wrong-word")))
    expect(refused.code).toBe("database_login_refused")
    expect(refused.message).not.toContain("wrong-word")
  })

  it("names what a user without rights lacks, and leaves the database as it was", async () => {
    const admin = new Client({ connectionString: clusterUrl })
    await admin.connect()
    try {
      await admin.query("create role powerless login password 'powerless'")
      await admin.query("create database guarded")
      const refused = await failure(
        at(clusterUrl, (url) => {
          url.username = "powerless"
          url.password = "powerless"
          url.pathname = "/guarded"
        }),
      )
      expect(refused.code).toBe("postgres_rights_missing")
      expect(refused.next).toContain("create extension if not exists pg_trgm;")
      expect(refused.next).toContain('grant create on schema public to "powerless";')
    } finally {
      await admin.query("drop database guarded")
      await admin.query("drop role powerless")
      await admin.end()
    }
  })
})
