import type { PackageLock } from "./package-lock"

/**
 * One sentence for each dependency that a locked package names and the lock file does not hold, where Node would look for
 * it. `npm ci` refuses such a lock file; npm writes one when it re-reads a tree that was installed for one platform.
 */
export function unlockedDependencies({ packages }: PackageLock): string[] {
  return Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !foldersAbove(place).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${place || "package.json"} needs ${name}, which is not in the lock file.`),
  )
}

/** Where Node looks for a package's dependencies, nearest first: `a/node_modules/b/`, `a/`, and the root. */
function foldersAbove(place: string): string[] {
  const folders: string[] = []
  for (let at = place; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) folders.push(`${at}/`)
  return [...folders, ""]
}
