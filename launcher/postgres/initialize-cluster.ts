import { spawnSync } from "node:child_process"
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { LaunchFailure } from "../launch-failure"
import { OWN_DIRECTORY } from "./own-directory"
import type { UnixUser } from "./unprivileged-user"

export interface NewCluster {
  readonly initdb: string
  readonly data: string
  readonly user: UnixUser | undefined
  readonly superuser: string
  readonly password: string
}

/** Makes an empty cluster, or nothing: it is made beside its place and moved there when it is whole. */
export function initializeCluster({ initdb, data, user, superuser, password }: NewCluster): void {
  const half = `${data}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  if (user) chownSync(half, user.uid, user.gid)

  // initdb reads the password from a file, which the other user must be able to reach.
  const note = mkdtempSync(path.join(tmpdir(), "holdfast-initdb-"))
  const passwordFile = path.join(note, "password")
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const owned of [note, passwordFile]) chownSync(owned, user.uid, user.gid)
  try {
    const { status, stderr, error } = spawnSync(
      initdb,
      [
        ...["--pgdata", user ? OWN_DIRECTORY : half, "--username", superuser, "--pwfile", passwordFile],
        ...["--auth", "scram-sha-256", "--data-checksums"],
        // One sort order on every machine: the built-in one does not come from the system's libraries.
        ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ],
      { cwd: half, ...user, encoding: "utf8" },
    )
    if (status === 0) {
      renameSync(half, data)
      return
    }
    rmSync(half, { recursive: true })
    throw new LaunchFailure(
      "postgres_not_initialized",
      `PostgreSQL could not make its data folder ${data}. It said:\n${error?.message ?? stderr.trim()}`,
      "Often the disk is full or the folder is not writable. Mend that, then try again; nothing was left behind.",
    )
  } finally {
    rmSync(note, { recursive: true })
  }
}
