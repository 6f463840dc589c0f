import { spawnSync } from "node:child_process"
import { describe, expect, it } from "@jest/globals"
import { REPOSITORY_ROOT } from "./repository-root"

const hasCompose = spawnSync("docker-compose", ["version"]).status === 0
const withCompose = hasCompose ? it : it.skip
if (!hasCompose) console.log("skipped: no docker-compose on this machine, so docker-compose.yml was not checked by it.")

const SECRET = "x".repeat(32)
const ENV = { POSTGRES_PASSWORD: "word", JWT_SECRET: SECRET, COOKIE_SECRET: SECRET, AUTH_MFA_ENCRYPTION_KEY: SECRET }

function config(env: Record<string, string>) {
  return spawnSync("docker-compose", ["-f", "docker-compose.yml", "config"], {
    cwd: REPOSITORY_ROOT,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    encoding: "utf8",
  })
}

describe("docker-compose.yml", () => {
  withCompose("is accepted and has 2 servers and 1 worker on one Postgres and one Redis", () => {
    const { status, stdout, stderr } = config(ENV)
    expect(stderr).toBe("")
    expect(status).toBe(0)
    expect(stdout.match(/MEDUSA_WORKER_MODE: server/g)).toHaveLength(2)
    expect(stdout.match(/MEDUSA_WORKER_MODE: worker/g)).toHaveLength(1)
    for (const image of ["postgres:18", "redis:7"]) expect(stdout).toContain(`image: ${image}`)
  })

  withCompose.each(Object.keys(ENV))("does not start without %s", (name) => {
    const { status, stderr } = config({ ...ENV, [name]: "" })
    expect(status).not.toBe(0)
    expect(stderr).toContain(`set ${name} in .env`)
  })
})
