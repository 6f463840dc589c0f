import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { REPOSITORY_ROOT } from "./repository-root"

export interface RepositoryFile {
  /** Below the repository's root, with slashes. */
  readonly name: string
  readonly text: string
}

/** Every text file that is committed, or would be by `git add .`. Pictures and other bytes are left out. */
export function repositoryFiles(): RepositoryFile[] {
  // A clone that belongs to another user is still the one to look at.
  const trusted = ["-c", "safe.directory=*"]
  const names = execFileSync("git", [...trusted, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: REPOSITORY_ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(names.split("\0"))].sort().flatMap((name) => {
    const file = path.join(REPOSITORY_ROOT, name)
    // Git lists a file that is deleted but not yet committed as deleted.
    if (name === "" || !existsSync(file)) return []
    const bytes = readFileSync(file)
    return bytes.includes(0) ? [] : [{ name, text: bytes.toString("utf8") }]
  })
}

/** `name:line` of a place in a text, for messages. */
export function placeOf({ name, text }: RepositoryFile, index: number): string {
  return `${name}:${text.slice(0, index).split("\n").length}`
}
