import { placeOf, type RepositoryFile } from "./repository-files"

interface Sign {
  readonly pattern: RegExp
  readonly means: string
  /** Where the sign means something; everywhere when left out. */
  readonly where?: RegExp
}

const MIDDLEWARES = /(^|\/)api\/|middlewares\.tsx?$/

/** However it is loaded: import, require, dynamic import or `resolve` in the configuration, its name stands in quotes. */
const SIGNS: readonly Sign[] = [
  { pattern: /["'`]@medusajs\/(rbac|auth-oidc)(\/[^"'`\s]*)?["'`]/g, means: "loads a proprietary package" },
  {
    pattern: /["'`]@medusajs\/[\w-]+\/(?:[\w./-]*\/)?(rbac|auth-oidc|policies)(\/[^"'`\s]*)?["'`]/g,
    means: "loads a proprietary part",
  },
  { pattern: /\b(definePolicies|checkPermissions|hasPermission)\s*\(/g, means: "calls a proprietary function" },
  { pattern: /["'`]?\bpolicies["'`]?\s*:/g, means: "asks for proprietary policies", where: MIDDLEWARES },
  { pattern: /\bMEDUSA_FF_RBAC(_FILTER_FIELDS)?\b/g, means: "sets a proprietary feature flag" },
  { pattern: /\brbac(_filter_fields)?["'`]?\]?\s*[:=]\s*["'`]?(true|1)\b/g, means: "sets a proprietary feature flag" },
]

/** Prose may name what we do not use, the lock file lists what the host brings along, and these tests say it on purpose. */
const NOT_SOURCE = /\.md$|^package-lock\.json$|^integration-tests\/house\//

/** One sentence for each use of what comes with the host under its enterprise licence. */
export function proprietaryUses(file: RepositoryFile): string[] {
  if (NOT_SOURCE.test(file.name)) return []
  return SIGNS.filter(({ where }) => where?.test(file.name) ?? true).flatMap(({ pattern, means }) =>
    [...file.text.matchAll(pattern)].map((match) => `${placeOf(file, match.index)} ${means}: ${match[0]}`),
  )
}
