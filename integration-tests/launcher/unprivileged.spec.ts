import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { openEmbeddedDatabase } from "../../launcher/postgres/embedded-database"
import { ROOT } from "../support/start-command"

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }

/** Opens the embedded database, says which user its server runs as, and closes it. */
const OPEN_AND_CLOSE = `
  require("tsx/cjs/api").register()
  const { openEmbeddedDatabase } = require("./launcher/postgres/embedded-database.ts")
  openEmbeddedDatabase({ dataDir: process.argv[1] }).then(async ({ cluster }) => {
    const uid = /^Uid:\\s+(\\d+)/m.exec(require("node:fs").readFileSync("/proc/" + cluster.pid + "/status", "utf8"))[1]
    await cluster.stop()
    console.log(uid)
  })`

describe("the embedded PostgreSQL", () => {
  let home: string

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "holdfast-home-"))
  })

  afterEach(() => {
    rmSync(home, { recursive: true })
  })

  const asRoot = isRoot ? it : it.skip
  if (!isRoot) console.log("skipped: not root here, so PostgreSQL was not started on root's behalf.")

  asRoot("started by root runs as another user, with its data under a home of mode 0700", async () => {
    const locked = path.join(home, "root", "clone")
    mkdirSync(locked, { recursive: true })
    chmodSync(path.join(home, "root"), 0o700)
    const { cluster, url } = await openEmbeddedDatabase({ dataDir: path.join(locked, ".data") })
    try {
      const { uid } = statSync(path.join(locked, ".data", "postgres", "PG_VERSION"))
      expect(uid).not.toBe(0)
      expect(readFileSync(`/proc/${cluster.pid}/status`, "utf8")).toMatch(new RegExp(`^Uid:\\s+${uid}\\s`, "m"))

      const client = new Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query(
        "select current_user, (select rolsuper from pg_roles where rolname = current_user) as super",
      )
      await client.end()
      expect(rows).toEqual([{ current_user: "holdfast", super: false }])
    } finally {
      await cluster.stop()
    }
  })

  const anybodyCanRead = isRoot && canRead()
  const asNobody = anybodyCanRead ? it : it.skip
  if (isRoot && !anybodyCanRead)
    console.log("skipped: this clone cannot be read by an ordinary user, so none started PostgreSQL from it.")

  asNobody("started by an ordinary user runs as that user", () => {
    chownSync(home, NOBODY.uid, NOBODY.gid)
    const said = execFileSync(process.execPath, ["-e", OPEN_AND_CLOSE, path.join(home, ".data")], {
      ...NOBODY,
      cwd: ROOT,
      env: { PATH: process.env["PATH"], HOME: home, TMPDIR: home },
      encoding: "utf8",
    })
    expect(said.trim()).toBe(String(NOBODY.uid))
    expect(existsSync(path.join(home, ".data", "postgres", "PG_VERSION"))).toBe(true)
  })
})

function canRead(): boolean {
  try {
    execFileSync(process.execPath, ["-e", "require('node:fs').readFileSync('package.json')"], {
      ...NOBODY,
      cwd: ROOT,
      stdio: "ignore",
    })
    return true
  } catch {
    return false
  }
}
