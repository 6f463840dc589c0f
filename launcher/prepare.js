// @ts-check
const { spawn } = require("node:child_process")
const { existsSync, mkdirSync, readFileSync, statfsSync } = require("node:fs")
const path = require("node:path")
const { takeLock } = require("./lock.js")
const { npmCommand } = require("./npm-command.js")

// Measured: node_modules 0.95 GB, npm's cache and the build beside it.
const INSTALL_NEEDS_BYTES = 2_500_000_000

/**
 * Makes the clone ready to run TypeScript: right Node, packages installed as the lock file says.
 *
 * @param {string} root the clone
 * @param {string} entry the TypeScript file to hand over to, relative to this folder
 * @returns {Promise<any>} what `entry` exports
 */
async function prepare(root, entry) {
  process.chdir(root)
  process.env["MEDUSA_DISABLE_TELEMETRY"] ??= "true"
  try {
    checkNode(root)
    if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"))
    await installPackages(root)
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  require("tsx/cjs/api").register()
  return require(entry)
}

/** @param {string} root */
function checkNode(root) {
  const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"))
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (!fits) {
    throw new Error(
      `Holdfast needs Node ${engines.node}; this is ${process.version}. Install a newer Node and try again.`,
    )
  }
}

/** @param {string} root */
async function installPackages(root) {
  if (packagesAreInstalled(root)) return
  const lock = await takeLock(path.join(root, ".data", "build.lock"), { waitFor: "another install or build" })
  try {
    if (packagesAreInstalled(root)) return
    checkDiskSpace(root, INSTALL_NEEDS_BYTES, "the packages")
    const startedAt = Date.now()
    console.log("Installing packages (about two minutes, once) …")
    await npmCi(root)
    console.log(`Installed packages [${Math.round((Date.now() - startedAt) / 1000)}s]`)
  } finally {
    lock.release()
  }
}

/**
 * npm writes `node_modules/.package-lock.json` last, so it tells what is really there, however it got there.
 *
 * @param {string} root
 */
function packagesAreInstalled(root) {
  const installedFile = path.join(root, "node_modules", ".package-lock.json")
  if (!existsSync(installedFile)) return false
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages
  const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages
  return Object.entries(wanted).every(
    ([place, entry]) =>
      // The clone itself, its workspaces and the links to them are no packages; an optional one may be for another system.
      !place.includes("node_modules/") || entry.link || entry.optional || installed[place]?.version === entry.version,
  )
}

/** @param {string} root */
function npmCi(root) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const { command, args } = npmCommand(["ci", "--include=dev", "--loglevel=error"])
      const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] })
      let said = ""
      child.stderr.on("data", (chunk) => (said += chunk))
      child.on("error", reject)
      child.on("exit", (code) => {
        if (code === 0) return resolve()
        reject(
          new Error(
            `Installing packages failed. npm said:\n${said.trim()}\nMend that (often: no network, or a full disk), then try again.`,
          ),
        )
      })
    })
  )
}

/**
 * @param {string} directory a folder on the disk in question
 * @param {number} neededBytes
 * @param {string} what
 */
function checkDiskSpace(directory, neededBytes, what) {
  mkdirSync(directory, { recursive: true })
  const { bavail, bsize } = statfsSync(directory)
  const freeBytes = bavail * bsize
  if (freeBytes >= neededBytes) return
  const megabytes = (/** @type {number} */ bytes) => `${Math.ceil(bytes / 1_000_000)} MB`
  throw new Error(
    `The disk that holds ${directory} has ${megabytes(freeBytes)} free, and ${what} ${what.endsWith("s") ? "need" : "needs"} ${megabytes(neededBytes)}. Free some space, then try again.`,
  )
}

module.exports = { prepare, packagesAreInstalled, checkDiskSpace }
