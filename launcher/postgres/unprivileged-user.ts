import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { LaunchFailure } from "../launch-failure"

export interface UnixUser {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root. As root, its processes run as the user `postgres`, which is created when missing.
 *
 * @returns nothing when this process is not root: then its own user will do
 */
export function unprivilegedUser(): UnixUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (process.platform !== "linux") {
    throw new LaunchFailure(
      "root_not_supported",
      "PostgreSQL does not run as root.",
      "Run npm start as an ordinary user.",
    )
  }
  return findUser("postgres") ?? createUser("postgres")
}

function findUser(name: string): UnixUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(":") ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function createUser(name: string): UnixUser {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]],
    // Alpine and other small systems have BusyBox's adduser alone.
    ["adduser", ["-S", "-D", "-H", "-s", "/sbin/nologin", name]],
  ]
  for (const [command, args] of ways) {
    try {
      execFileSync(command, args, { stdio: "ignore" })
    } catch {
      continue
    }
    const user = findUser(name)
    if (user) return user
  }
  throw new LaunchFailure(
    "postgres_user_missing",
    "PostgreSQL does not run as root, and the user postgres could not be created for it.",
    "Create one (useradd --system postgres), or run npm start as an ordinary user.",
  )
}
