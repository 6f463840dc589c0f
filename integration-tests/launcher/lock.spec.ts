import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { ROOT } from "../support/start-command"

/** Takes the lock, says so, and holds it until it is told to go; or says who holds it. */
const HOLDER = `
  const { takeLock, LockHeld } = require(process.argv[1])
  takeLock(process.argv[2]).then(
    (lock) => { console.log("took"); process.stdin.on("data", () => { lock.release(); process.exit(0) }) },
    (error) => { console.log(error instanceof LockHeld ? "held by " + error.owner.pid : String(error)); process.exit(1) },
  )`

describe("the lock file", () => {
  let folder: string
  const file = () => path.join(folder, "start.lock")

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "holdfast-lock-"))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  function holder() {
    const child = spawn(process.execPath, ["-e", HOLDER, path.join(ROOT, "launcher", "lock.js"), file()])
    const said = new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => {
        resolve(chunk.toString().trim())
      }),
    )
    const ended = new Promise<void>((resolve) =>
      child.once("exit", () => {
        resolve()
      }),
    )
    return { child, said, ended }
  }

  it("goes to 1 of 8 processes that ask together, and the other 7 learn its number", async () => {
    const holders = Array.from({ length: 8 }, holder)
    const answers = await Promise.all(holders.map(({ said }) => said))
    const winner = holders[answers.indexOf("took")]
    expect(answers.filter((answer) => answer === "took")).toHaveLength(1)
    expect(answers.filter((answer) => answer === `held by ${winner?.child.pid ?? ""}`)).toHaveLength(7)
    winner?.child.stdin.write("go")
    await winner?.ended
    expect(readdirSync(folder)).toEqual([])
  })

  it("goes to exactly 1 of 8 when the process that held it was killed", async () => {
    const dead = holder()
    expect(await dead.said).toBe("took")
    dead.child.kill("SIGKILL")
    await dead.ended

    const holders = Array.from({ length: 8 }, holder)
    const answers = await Promise.all(holders.map(({ said }) => said))
    expect(answers.filter((answer) => answer === "took")).toHaveLength(1)
    const winner = holders[answers.indexOf("took")]
    winner?.child.stdin.write("go")
    await winner?.ended
    expect(readdirSync(folder)).toEqual([])
  })
})
