/** What the checks read of a package.json. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly overrides?: Readonly<Record<string, unknown>>
}

/** The one version of the host that the overrides and the parity tests are written for. */
export const MEDUSA_VERSION = "2.21.2"

/** They come with the host, or beside it, and have versions of their own. */
const OWN_VERSION = new Set(["@medusajs/ui", "@medusajs/icons", "@medusajs/loyalty-plugin"])

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/

const KINDS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const

/**
 * One sentence for each dependency that may move by itself.
 *
 * @param where the manifest's path, for the sentence
 * @param all whether every dependency has to be exact, as in the root, or only the host's
 */
export function loosePins(where: string, manifest: Manifest, { all }: { all: boolean }): string[] {
  const pinned = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
  return [...pinned, ...overriddenVersions(manifest.overrides ?? {})].flatMap(([name, version]) => {
    const wanted = name.startsWith("@medusajs/") && !OWN_VERSION.has(name) ? MEDUSA_VERSION : undefined
    if (wanted !== undefined && version !== wanted) return [`${where}: ${name} is "${version}", not exactly ${wanted}.`]
    const mustBeExact = all || name.startsWith("@medusajs/")
    return EXACT.test(version) || !mustBeExact ? [] : [`${where}: ${name} is "${version}", which is not one version.`]
  })
}

/** An override of a package below another one is an object, with "." for the package itself. */
function overriddenVersions(overrides: Readonly<Record<string, unknown>>): [name: string, version: string][] {
  return Object.entries(overrides).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[name, value] as [string, string]]
      : overriddenVersions(value as Readonly<Record<string, unknown>>),
  )
}
