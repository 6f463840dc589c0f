import type { Copy } from "./package-lock"

/**
 * Packages of which a second copy is a bug: each keeps something in its own memory that all of the process has to share.
 * zod and the host tell schemas and errors by their class, MikroORM keeps its entities, awilix its resolvers, React its
 * current component, react-query its client in a context.
 */
const SHARED = [
  /^zod$/,
  /^@mikro-orm\//,
  /^@medusajs\//,
  /^awilix$/,
  /^knex$/,
  /^pg$/,
  /^express$/,
  /^react$/,
  /^react-dom$/,
  /^react-router-dom$/,
  /^@tanstack\/(react-query|query-core)$/,
  /^@opentelemetry\/api$/,
]

/** Those that have to be there, so that a list that names nothing is not taken for a clean one. */
const EXPECTED = [
  "zod",
  "@mikro-orm/core",
  "@mikro-orm/knex",
  "@mikro-orm/postgresql",
  "@medusajs/framework",
  "@medusajs/utils",
  "@medusajs/types",
  "awilix",
  "react",
  "react-dom",
  "@tanstack/react-query",
]

/** One sentence for each shared package that is there more than once, or not at all. */
export function doubledPackages(copies: ReadonlyMap<string, readonly Copy[]>): string[] {
  const doubled = [...copies].filter(([name, all]) => all.length > 1 && SHARED.some((pattern) => pattern.test(name)))
  const missing = EXPECTED.filter((name) => !copies.has(name))
  return [
    ...doubled.map(([name, all]) => {
      const places = all.map(({ path, version }) => `${version} in ${path}`).join(" and ")
      return `${name} is there ${all.length} times: ${places}. Pin one version in package.json.`
    }),
    ...missing.map((name) => `${name} is not there.`),
    ...mixedVersions(copies),
  ]
}

/** MikroORM's packages are made for each other, version by version. */
function mixedVersions(copies: ReadonlyMap<string, readonly Copy[]>): string[] {
  const versions = new Set(
    [...copies].flatMap(([name, all]) => (name.startsWith("@mikro-orm/") ? all.map(({ version }) => version) : [])),
  )
  return versions.size > 1 ? [`@mikro-orm packages have ${versions.size} versions: ${[...versions].join(", ")}.`] : []
}
