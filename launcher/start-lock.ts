import { rmdirSync } from "node:fs"
import path from "node:path"
import { LaunchFailure } from "./launch-failure"
import { LockHeld, takeLock } from "./lock"
import type { Shutdown } from "./shutdown"

/** One shop per data folder: two PostgreSQLs on the same files would end in a broken database. */
export async function takeStartLock(dataDir: string, shutdown: Shutdown): Promise<void> {
  try {
    const lock = await takeLock(path.join(dataDir, "start.lock"))
    shutdown.add("start lock", () => {
      lock.release()
      leaveNothingBehind(dataDir)
    })
  } catch (error) {
    if (!(error instanceof LockHeld)) throw notWritable(error, dataDir)
    throw new LaunchFailure(
      "already_running",
      `This shop is running already (process ${error.owner.pid}, since ${error.owner.since}).`,
      "Stop it with Ctrl-C in its terminal, or run a second shop beside it: DATA_DIR=.data-2 PORT=9001 npm start",
    )
  }
}

/** A start that was refused before it made anything takes its empty folder along. */
function leaveNothingBehind(dataDir: string): void {
  try {
    rmdirSync(dataDir)
  } catch {
    // It holds a shop.
  }
}

const NOT_WRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EEXIST"])

function notWritable(error: unknown, dataDir: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (!code || !NOT_WRITABLE.has(code)) return error
  return new LaunchFailure(
    "data_folder_not_writable",
    `${dataDir} cannot be written (${code}).`,
    code === "ENOSPC"
      ? "Free some space on that disk, then try again."
      : "Make it yours, or set DATA_DIR to a folder of yours.",
  )
}
