import { execFileSync } from "node:child_process"
import { cpus, totalmem } from "node:os"

/** What a figure depends on, without anything that names the machine or a place on it. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGib: number
  readonly platform: string
  readonly node: string
  readonly postgres: string
}

export function describeMachine(postgres: string): Machine {
  const processors = cpus()
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() ?? "unknown",
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres,
  }
}

/** The commit that was measured, `+changes` when the folder differed from it; nothing outside of git. */
export function measuredCommit(root: string): string | undefined {
  // No optional locks: looking must not write to the clone.
  const git = (...args: string[]) =>
    execFileSync("git", ["--no-optional-locks", ...args], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
  try {
    const changed = git("status", "--porcelain", "--", ".", ":!bench/results").trim() !== ""
    return git("rev-parse", "--short=12", "HEAD").trim() + (changed ? "+changes" : "")
  } catch {
    return undefined
  }
}
