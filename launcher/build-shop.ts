import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs"
import path from "node:path"
import { builtShop, endWithParent, medusaCli } from "./built-shop"
import { fingerprint } from "./fingerprint"
import { readKept, writeKept } from "./kept-json"
import { takeLock } from "./lock"
import { npmCommand } from "./npm-command"
import { runProgram } from "./run-program"

/** All that the built shop is made of. */
const SOURCES = [
  "package-lock.json",
  "package.json",
  "tsconfig.base.json",
  "tsconfig.json",
  "medusa-config.ts",
  "instrumentation.ts",
  "src",
  "modules",
  "plugins",
]

/** The host reads its configuration while it builds. Nothing is connected to, so these only have to be well-formed. */
const BUILD_ENV = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  NODE_ENV: "production",
  DATABASE_URL: "postgres://build:build@127.0.0.1/build",
  JWT_SECRET: "only-for-the-build-never-used-to-sign",
  COOKIE_SECRET: "only-for-the-build-never-used-to-sign",
  AUTH_MFA_ENCRYPTION_KEY: "only-for-the-build-never-used-to-sign",
  MEDUSA_DISABLE_TELEMETRY: "true",
}

/**
 * Builds modules, plugins, shop and dashboard when a source changed since the last build.
 *
 * @returns whether there was anything to do
 */
export async function buildShop(root: string, say: (what: string) => void): Promise<boolean> {
  // Looked at before the lock, so that a built clone can be started by somebody who may not write into it.
  if (isBuilt(root)) return false
  const lock = await takeLock(path.join(root, ".data", "build.lock"), { waitFor: "another build" })
  try {
    if (isBuilt(root)) return false
    const sources = fingerprint(root, SOURCES)
    // A build that is killed leaves half a shop, which no older stamp may vouch for.
    rmSync(stampFile(root), { force: true })
    for (const workspace of workspacesToBuild(root)) {
      say(`${workspace} …`)
      await buildWorkspace(root, workspace)
    }
    say("shop and dashboard …")
    await runProgram({
      title: "Building the shop",
      command: process.execPath,
      // The configuration is TypeScript at this point.
      args: [...endWithParent(root), "--import", "tsx", medusaCli(root), "build"],
      cwd: root,
      env: BUILD_ENV,
      logFile: path.join(logDir(root), "build.log"),
    })
    writeKept(stampFile(root), { sources } satisfies Stamp)
    return true
  } finally {
    lock.release()
  }
}

interface Stamp {
  readonly sources: string
}

const logDir = (root: string) => path.join(root, ".data", "logs")

const stampFile = (root: string) => path.join(root, ".medusa", "built.json")

function isBuilt(root: string): boolean {
  const made = existsSync(path.join(builtShop(root), "public", "admin", "index.html"))
  return made && readKept<Stamp>(stampFile(root))?.sources === fingerprint(root, SOURCES)
}

/** What the others compile against, in the order in which it is built. */
const FIRST = ["kernel", "host-kit"].map((name) => path.join("modules", name))

/** Packages with a build of their own, those that others compile against first. */
function workspacesToBuild(root: string): string[] {
  const all = ["modules", "plugins"].flatMap((folder) => {
    const full = path.join(root, folder)
    return existsSync(full) ? readdirSync(full).map((name) => path.join(folder, name)) : []
  })
  const builds = (workspace: string) => {
    const file = path.join(root, workspace, "package.json")
    if (!existsSync(file)) return false
    return Boolean((JSON.parse(readFileSync(file, "utf8")) as { scripts?: { build?: string } }).scripts?.build)
  }
  const place = (workspace: string) => (FIRST.includes(workspace) ? FIRST.indexOf(workspace) : FIRST.length)
  return all.filter(builds).sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

function buildWorkspace(root: string, workspace: string): Promise<string> {
  return runProgram({
    title: `Building ${workspace}`,
    ...npmCommand(["run", "build"]),
    cwd: path.join(root, workspace),
    env: BUILD_ENV,
    logFile: path.join(logDir(root), `build-${path.basename(workspace)}.log`),
  })
}
