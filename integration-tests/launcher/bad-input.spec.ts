import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { freePort } from "../../launcher/free-port"
import { startCommand } from "../support/start-command"

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdfast-bad-input-"))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Starts the shop with these settings and shows how it refuses. */
async function refusal(
  env: Record<string, string>,
): Promise<{ code: number | string; output: string; dataDir: string }> {
  const dataDir = env["DATA_DIR"] ?? path.join(folder, "data")
  const command = startCommand({ PORT: String(await freePort()), DATA_DIR: dataDir, ...env })
  return { code: await command.ended, output: command.output(), dataDir }
}

describe("npm start with bad input", () => {
  it("names all 3 malformed settings in one message and makes nothing", async () => {
    const { code, output, dataDir } = await refusal({
      PORT: "ninety",
      REDIS_URL: "localhost",
      MEDUSA_WORKER_MODE: "boss",
    })
    expect(code).toBe(1)
    expect(output).toContain("3 settings to mend")
    expect(output).toContain("PORT must be a number from 1 to 65535")
    expect(output).toContain("REDIS_URL must look like redis://host:6379")
    expect(output).toContain("MEDUSA_WORKER_MODE must be shared, server or worker")
    expect(output).not.toContain("    at ")
    expect(existsSync(dataDir)).toBe(false)
  })

  it("asks for the 3 secrets when a database of one's own is given without them", async () => {
    const { code, output, dataDir } = await refusal({ DATABASE_URL: "postgres://me:secret-word@127.0.0.1:1/shop" })
    expect(code).toBe(1)
    for (const name of ["JWT_SECRET", "COOKIE_SECRET", "AUTH_MFA_ENCRYPTION_KEY"])
      expect(output).toContain(`${name} is missing`)
    expect(output).not.toContain("secret-word")
    expect(existsSync(dataDir)).toBe(false)
  })

  it("refuses an admin address without a password", async () => {
    const { code, output } = await refusal({ ADMIN_EMAIL: "me@example.com" })
    expect(code).toBe(1)
    expect(output).toContain("ADMIN_EMAIL is set without ADMIN_PASSWORD")
  })

  it("says that the port is taken and which one to try", async () => {
    const port = await freePort()
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(port, resolve))
    try {
      const { code, output, dataDir } = await refusal({ PORT: String(port) })
      expect(code).toBe(1)
      expect(output).toContain(`Port ${port} is taken`)
      expect(output).toContain(`PORT=${port + 1} npm start`)
      expect(existsSync(dataDir)).toBe(false)
    } finally {
      squatter.close()
    }
  })

  it("says that DATABASE_URL cannot be reached, without its password", async () => {
    const secret = "x".repeat(32)
    const { code, output } = await refusal({
      DATABASE_URL: `postgres://me:secret-word@127.0.0.1:${await freePort()}/shop`,
      JWT_SECRET: secret,
      COOKIE_SECRET: secret,
      AUTH_MFA_ENCRYPTION_KEY: secret,
    })
    expect(code).toBe(1)
    expect(output).toContain("cannot be reached")
    expect(output).toContain("leave DATABASE_URL out to use the embedded PostgreSQL")
    expect(output).not.toContain("secret-word")
  })

  it("says that REDIS_URL cannot be reached", async () => {
    const { code, output, dataDir } = await refusal({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
    expect(code).toBe(1)
    expect(output).toContain("cannot be reached")
    expect(output).toContain("leave REDIS_URL out")
    expect(existsSync(dataDir)).toBe(false)
  })

  it("refuses a data folder that is a file", async () => {
    const { code, output } = await refusal({ DATA_DIR: path.join(__filename, "data") })
    expect(code).toBe(1)
    expect(output).toContain("cannot be written (ENOTDIR)")
  })

  const disk = smallDisk()
  const onSmallDisk = disk ? it : it.skip
  if (!disk) console.log("skipped: this system does not let us mount a small disk, so a full one cannot be shown.")

  onSmallDisk("says how much room the database needs on a disk of 16 MB, and leaves the disk empty", async () => {
    const mounted = path.join(folder, "disk")
    mkdirSync(mounted)
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", mounted])
    try {
      const { code, output } = await refusal({ DATA_DIR: path.join(mounted, "data") })
      expect(code).toBe(1)
      expect(output).toMatch(/has 1\d MB free, and the database needs 400 MB/)
      expect(output).toContain("Free some space")
      expect(readdirSync(mounted)).toEqual([])
    } finally {
      execFileSync("umount", [mounted])
    }
  })
})

/** Mounting wants root and, in a container, the right to it. */
function smallDisk(): boolean {
  if (process.getuid?.() !== 0) return false
  const probe = mkdtempSync(path.join(tmpdir(), "holdfast-mount-"))
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", probe], { stdio: "ignore" })
    execFileSync("umount", [probe])
    return true
  } catch {
    return false
  } finally {
    rmSync(probe, { recursive: true })
  }
}
