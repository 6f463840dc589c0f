import type { PackageLock } from "./package-lock"

/**
 * One sentence for each entry that names where it was fetched from, or that has no hash to know it again by. The lock
 * file has to work with whatever registry the reader uses.
 */
export function unanchoredPackages({ packages }: PackageLock): string[] {
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link }]) => [
    ...(resolved !== undefined && !link ? [`${path} is resolved to an address.`] : []),
    ...(resolved?.includes(":") && link ? [`${path} is a link to an address.`] : []),
    ...(path.includes("node_modules/") && !link && integrity === undefined ? [`${path} has no hash.`] : []),
  ])
}
