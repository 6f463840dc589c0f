import type { PackageLock } from "./package-lock"

/**
 * One sentence for each entry that names where it was fetched from, or that has no hash to know it again by. The lock
 * file has to work with whatever registry the reader uses. An optional package may lack its hash: a registry that does
 * not carry another platform's build cannot tell it, and the entry must be there all the same.
 */
export function unanchoredPackages({ packages }: PackageLock): string[] {
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link, optional }]) => [
    ...(resolved !== undefined && !link ? [`${path} is resolved to an address.`] : []),
    ...(resolved?.includes(":") && link ? [`${path} is a link to an address.`] : []),
    ...(path.includes("node_modules/") && !link && !optional && integrity === undefined
      ? [`${path} has no hash.`]
      : []),
  ])
}
