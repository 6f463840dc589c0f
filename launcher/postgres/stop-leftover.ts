import { existsSync, readFileSync, readlinkSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { LaunchFailure } from "../launch-failure"

const PATIENCE_MS = 30_000

/**
 * A launcher that was killed leaves its PostgreSQL running. It holds nothing of value that is not on disk, so it is
 * asked to stop before a new one starts on the same data.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid")
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, "utf8").split("\n")[0])
  if (!servesThisFolder(pid, data)) return

  process.kill(pid, "SIGINT")
  const deadline = Date.now() + PATIENCE_MS
  while (servesThisFolder(pid, data)) {
    if (Date.now() > deadline) {
      throw new LaunchFailure(
        "postgres_still_running",
        `A PostgreSQL from an earlier start (process ${pid}) does not stop.`,
        `Look into ${path.join(path.dirname(data), "logs", "postgres.log")}, end that process, then try again.`,
      )
    }
    await pause(50)
  }
}

/** The number may belong to another program by now; a postmaster works inside its data folder. */
function servesThisFolder(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
  const workingDirectory = `/proc/${pid}/cwd`
  if (!existsSync("/proc/self")) return true
  try {
    return readlinkSync(workingDirectory) === data
  } catch {
    return false
  }
}
