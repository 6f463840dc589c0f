import { readFileSync, readdirSync } from "node:fs"
import { performance } from "node:perf_hooks"

/** Linux counts in hundredths of a second on every platform Node runs on. */
const MS_PER_TICK = 10

/** Processor time used until now, for the difference between two readings. */
export interface CpuReading {
  readonly atMs: number
  /** By everybody, with what other virtual machines took from this one. */
  readonly machineMs: number
  /** By each group of processes that was asked for. */
  readonly groupMs: ReadonlyMap<string, number>
}

/**
 * Reads the processor's clocks.
 *
 * @param groups processes by a name of one's choice; each stands for itself and the children it has now or had, but for
 *   those that are a group of their own
 * @returns nothing where the system does not tell (anywhere but Linux)
 */
export function readCpu(groups: Readonly<Record<string, number>>): CpuReading | undefined {
  try {
    const processes = readProcesses()
    const roots = new Set(Object.values(groups))
    return {
      atMs: performance.now(),
      machineMs: parseMachineTicks(readFileSync("/proc/stat", "utf8")) * MS_PER_TICK,
      groupMs: new Map(
        Object.entries(groups).map(([name, pid]) => [name, ticksOfTree(processes, pid, roots) * MS_PER_TICK] as const),
      ),
    }
  } catch {
    return undefined
  }
}

export interface CpuUse {
  /** Cores kept busy by processes that are in none of the groups. */
  readonly othersCores: number
  readonly groupMs: ReadonlyMap<string, number>
}

/** What was used between two readings of the same groups. */
export function cpuBetween(before: CpuReading, after: CpuReading): CpuUse {
  const groupMs = new Map([...after.groupMs].map(([name, ms]) => [name, ms - (before.groupMs.get(name) ?? 0)] as const))
  const ours = [...groupMs.values()].reduce((sum, ms) => sum + ms, 0)
  const others = after.machineMs - before.machineMs - ours
  // The clocks tick apart from each other, so a quiet machine may come out a hair below nothing.
  return { othersCores: Math.max(0, others) / (after.atMs - before.atMs), groupMs }
}

/** @param stat the text of `/proc/stat`; guests are left out, since they are counted under user time already */
export function parseMachineTicks(stat: string): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (/^cpu +(.+)$/m.exec(stat)?.[1] ?? "")
    .split(" ")
    .map(Number)
  return user + nice + system + irq + softirq + steal
}

export interface ProcessTicks {
  readonly parent: number
  /** Its own, and those of its children that have ended. */
  readonly ticks: number
}

/** @param stat the text of `/proc/<pid>/stat`, whose second field is a name that may hold anything, brackets too */
export function parseProcessTicks(stat: string): ProcessTicks {
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number)
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
  return { parent: fields[1] ?? 0, ticks: user + system + endedUser + endedSystem }
}

function readProcesses(): Map<number, ProcessTicks> {
  const processes = new Map<number, ProcessTicks>()
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue
    try {
      processes.set(Number(name), parseProcessTicks(readFileSync(`/proc/${name}/stat`, "utf8")))
    } catch {
      // It ended while we read; its parent has its ticks.
    }
  }
  return processes
}

/** Exported for its test. */
export function ticksOfTree(
  processes: ReadonlyMap<number, ProcessTicks>,
  pid: number,
  otherRoots: ReadonlySet<number>,
): number {
  const own = processes.get(pid)?.ticks ?? 0
  const children = [...processes].filter(([child, { parent }]) => parent === pid && !otherRoots.has(child))
  return children.reduce((sum, [child]) => sum + ticksOfTree(processes, child, otherRoots), own)
}
