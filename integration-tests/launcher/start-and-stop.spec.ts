import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { execFileSync } from "node:child_process"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { freePort } from "../../launcher/free-port"
import { type StartCommand, startCommand } from "../support/start-command"

/** One data folder's life, in order: each test goes on where the one before left it. */
describe("npm start", () => {
  let dataDir: string
  let env: Record<string, string>
  const running: StartCommand[] = []

  const start = (more: Record<string, string> = {}): StartCommand => {
    const command = startCommand({ ...env, ...more })
    running.push(command)
    return command
  }
  const pidIn = (file: string) => Number(readFileSync(path.join(dataDir, file), "utf8").split("\n")[0])

  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-start-"))
    env = { DATA_DIR: dataDir, PORT: String(await freePort()) }
  })

  afterAll(async () => {
    for (const command of running) {
      command.signal("SIGTERM")
      await command.ended
    }
    rmSync(dataDir, { recursive: true, force: true })
  })

  it("turns an empty folder into a shop, and its 3 curl lines work when pasted", async () => {
    const command = start()
    await command.prints(/Ctrl-C stops everything/)
    const output = command.output()
    expect(output).toMatch(/Login +admin@holdfast\.example\n +Password +\S{16} /)
    expect(output).toMatch(/Publishable key +pk_\w+/)

    const lines = output.split("\n").filter((line) => line.trim().startsWith("curl "))
    expect(lines).toHaveLength(3)
    const answers = lines.map(
      (line) => JSON.parse(execFileSync("sh", ["-c", line], { encoding: "utf8" })) as Record<string, unknown>,
    )
    expect(answers[0]).toMatchObject({ ready: true })
    expect(answers[1]).toMatchObject({ products: [{ title: expect.any(String) }, {}, {}] })
    expect(answers[2]).toMatchObject({ cart: { id: expect.stringMatching(/^cart_/) } })
  })

  it("keeps its secrets readable by their owner alone, and fsync on", async () => {
    for (const file of ["secrets.json", "postgres.json", "database.json"]) {
      expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600)
    }
    const { port, password } = JSON.parse(readFileSync(path.join(dataDir, "postgres.json"), "utf8")) as {
      port: number
      password: string
    }
    const client = new Client({ connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` })
    await client.connect()
    try {
      expect((await client.query("show fsync")).rows).toEqual([{ fsync: "on" }])
    } finally {
      await client.end()
    }
  })

  it("refuses a second start on the same folder and leaves the first one selling", async () => {
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain("This shop is running already")
    expect((await fetch(`http://127.0.0.1:${env["PORT"] ?? ""}/ready`)).status).toBe(200)
  })

  it("stops server and database on SIGTERM, with exit code 0", async () => {
    const [first] = running
    const postgres = pidIn("postgres/postmaster.pid")
    first?.signal("SIGTERM")
    expect(await first?.ended).toBe(0)
    expect(isRunning(postgres)).toBe(false)
    expect(existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false)
    expect(existsSync(path.join(dataDir, "start.lock"))).toBe(false)
  })

  it("skips all that is unchanged at the second start, and prints no password again", async () => {
    const command = start()
    await command.prints(/Ctrl-C stops everything/)
    const output = command.output()
    for (const skipped of ["Build: nothing changed", "Migrate: nothing new", "Set up: done before"])
      expect(output).toContain(skipped)
    expect(output).toContain("with the password from the first start")
  })

  it("starts again after the launcher was killed: the server ends by itself, the leftover database is stopped", async () => {
    const killed = running.at(-1)
    const leftover = pidIn("postgres/postmaster.pid")
    killed?.signal("SIGKILL")
    await killed?.ended
    expect(isRunning(leftover)).toBe(true)

    const command = start()
    await command.prints(/Ctrl-C stops everything/)
    expect(isRunning(leftover)).toBe(false)
  })

  it("starts again after its PostgreSQL was killed, and ends the shop with the reason", async () => {
    const command = running.at(-1)
    process.kill(pidIn("postgres/postmaster.pid"), "SIGKILL")
    expect(await command?.ended).toBe(1)
    expect(command?.output()).toContain("PostgreSQL ended by itself")

    const again = start()
    await again.prints(/Ctrl-C stops everything/)
    again.signal("SIGINT")
    expect(await again.ended).toBe(0)
  })
})

describe("npm start that was killed while it migrated an empty database", () => {
  it("becomes the demo shop at the next start all the same", async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "holdfast-killed-"))
    const env = { DATA_DIR: dataDir, PORT: String(await freePort()) }
    const killed = startCommand(env)
    // Some modules are migrated by then, and others are not.
    await killed.prints(/› customer/)
    const [migration = 0] = childrenOf(killed.process.pid ?? 0).filter((pid) => commandOf(pid).includes("db:migrate"))
    expect(isRunning(migration)).toBe(true)
    killed.signal("SIGKILL")
    await killed.ended

    const command = startCommand(env)
    try {
      await command.prints(/Ctrl-C stops everything/)
      expect(command.output()).toMatch(/Publishable key +pk_\w+/)
      expect(command.output()).toContain('{"region_id":"reg_')
      expect(isRunning(migration)).toBe(false)
    } finally {
      command.signal("SIGTERM")
      await command.ended
      rmSync(dataDir, { recursive: true })
    }
  })
})

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number)
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that ended and was not collected by its parent is still listed.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}
