import { readFileSync } from "node:fs"

/** Memory of a process that is in the machine's memory now, in MiB; nothing where the system does not tell. */
export function residentMib(pid: number): number | undefined {
  try {
    return parseResidentMib(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return undefined
  }
}

/** @param status the text of `/proc/<pid>/status`, whose `kB` are 1024 bytes */
export function parseResidentMib(status: string): number | undefined {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024
}
