import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import { LaunchFailure } from "./launch-failure"

/** Reads a small file of ours, or nothing when it does not exist yet. */
export function readKept<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T
  } catch {
    throw new LaunchFailure(
      "kept_file_damaged",
      `${file} is not readable as JSON.`,
      "Restore it from a backup; deleting it loses what it holds.",
    )
  }
}

/** Writes it whole or not at all, readable by its owner alone: some of these hold passwords. */
export function writeKept(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const half = `${file}.${process.pid}.new`
  writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(half, file)
}
