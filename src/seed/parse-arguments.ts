import { parseArgs } from "node:util"

export interface SeedOptions {
  /** The folder demo-shop. */
  readonly dataDir: string
  /** What the shop serves under /static. */
  readonly staticDir: string
  /** The address people reach the shop under, without a slash at the end. */
  readonly publicUrl: string
}

const USAGE =
  "--data <the folder demo-shop> --static <the folder served at /static> --public-url <http://localhost:9000>"

/** Reads what stands behind `medusa exec ./src/seed/seed-demo-shop.js`. */
export function parseSeedArguments(args: readonly string[]): SeedOptions {
  const options = { data: { type: "string" }, static: { type: "string" }, "public-url": { type: "string" } } as const
  let values: { data?: string | undefined; static?: string | undefined; "public-url"?: string | undefined }
  try {
    values = parseArgs({ args: args.filter((arg) => arg !== "--"), options, strict: true }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe demo shop's seed takes: ${USAGE}`, {
      cause: error,
    })
  }
  const { data, static: staticDir, "public-url": publicUrl } = values
  if (!data || !staticDir || !publicUrl) throw new Error(`The demo shop's seed needs all of: ${USAGE}`)
  return { dataDir: data, staticDir, publicUrl: publicUrl.replace(/\/+$/, "") }
}
