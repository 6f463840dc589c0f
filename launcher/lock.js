// @ts-check
const { existsSync, linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } = require("node:fs")
const path = require("node:path")
const { setTimeout: pause } = require("node:timers/promises")

/** @typedef {{ pid: number, bornAt: string, since: string }} Owner */

/** Someone else holds the lock; `owner` says who. */
class LockHeld extends Error {
  /** @param {string} file @param {Owner} owner */
  constructor(file, owner) {
    super(`${file} is held by process ${owner.pid} since ${owner.since}.`)
    this.owner = owner
  }
}

/**
 * Takes a lock file for the life of this process. A lock whose owner has died is taken over, so a killed process
 * never blocks the next one; a process number that was given to somebody else since is recognised by its birth time.
 *
 * @param {string} file
 * @param {{ waitFor?: string }} options `waitFor`: wait while another holds it, and say that we wait for this
 * @returns {Promise<{ release: () => void }>}
 * @throws {LockHeld} when it is held and we do not wait
 */
async function takeLock(file, { waitFor } = {}) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  let told = false
  for (;;) {
    const owner = tryTake(file)
    if (owner === undefined) return { release: () => release(file) }
    if (waitFor === undefined) throw new LockHeld(file, owner)
    if (!told) console.log(`Waiting for ${waitFor} (process ${owner.pid}) …`)
    told = true
    await pause(250)
  }
}

/** @param {string} file @returns {Owner | undefined} the living owner, or nothing when the lock is now ours */
function tryTake(file) {
  const mine = `${file}.${process.pid}`
  /** @type {Owner} */
  const me = { pid: process.pid, bornAt: bornAt(process.pid), since: new Date().toISOString() }
  writeFileSync(mine, JSON.stringify(me))
  try {
    for (;;) {
      try {
        // A link appears with its content at once, or not at all: no reader meets a half-written lock.
        linkSync(mine, file)
        return undefined
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error
      }
      const owner = read(file)
      if (owner === undefined) continue
      if (lives(owner)) return owner
      putAside(file, owner)
    }
  } finally {
    unlinkSync(mine)
  }
}

/**
 * Moves a dead owner's lock away. Another process may have done so and taken the lock meanwhile; then what was moved
 * is a living owner's and goes back.
 *
 * @param {string} file @param {Owner} dead
 */
function putAside(file, dead) {
  const aside = `${file}.dead.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return
    throw error
  }
  const moved = read(aside)
  if (moved !== undefined && (moved.pid !== dead.pid || moved.bornAt !== dead.bornAt)) linkSync(aside, file)
  unlinkSync(aside)
}

/** @param {string} file @returns {Owner | undefined} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    return undefined
  }
}

/** @param {Owner} owner */
function lives(owner) {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: the process lives and belongs to another user.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false
  }
  return owner.bornAt === bornAt(owner.pid)
}

/**
 * The kernel's start time of a process, where the system tells it; a killed process nobody has buried yet is dead.
 *
 * @param {number} pid
 */
function bornAt(pid) {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return ""
  // The second field, the name in parentheses, may hold spaces; after it come the state and, 19 later, the start time.
  const [state, ...fields] = readFileSync(stat, "utf8").split(") ").at(-1)?.split(" ") ?? []
  return state === "Z" ? "dead" : (fields[18] ?? "")
}

/** @param {string} file */
function release(file) {
  if (read(file)?.pid === process.pid) unlinkSync(file)
}

module.exports = { LockHeld, takeLock }
