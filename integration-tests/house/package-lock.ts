/** What the checks read of npm's lock file, format 3: installed path to what lies there. */
export interface PackageLock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

export interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  /** A workspace, seen through `node_modules`. */
  readonly link?: boolean
  /** May be left out: for another platform, mostly. */
  readonly optional?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** One installed copy of a package. */
export interface Copy {
  readonly path: string
  readonly version: string
}

const INSTALLED = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/

/** Every copy that the lock file installs, by the package's name. Workspaces are not copies. */
export function lockedCopies(lock: PackageLock): Map<string, Copy[]> {
  const copies = new Map<string, Copy[]>()
  for (const [path, { version = "", link }] of Object.entries(lock.packages)) {
    const name = INSTALLED.exec(path)?.[1]
    if (name === undefined || link) continue
    copies.set(name, [...(copies.get(name) ?? []), { path, version }])
  }
  return copies
}
