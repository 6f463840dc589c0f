import { Client } from "pg"
import { Shutdown } from "../../launcher/shutdown"
import { breakBuild } from "./break-build"
import { CrashMatrix } from "./matrix"
import { parseOptions, USAGE } from "./options"
import { openProofShop } from "./proof-shop"

/** `npm run prove:checkout -- [options]`: kill -9 at every write of completion, capture, refund and cancel. */
export async function prove(root: string, args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(USAGE)
    process.exit(0)
  }
  const shutdown = new Shutdown()
  try {
    const options = parseOptions(args)
    const say = (line: string) => console.log(line)
    const clusterUrl = process.env["DATABASE_URL"] || undefined
    const shop = await openProofShop({ root, clusterUrl, template: options.template, shutdown, say })
    const database = new Client({ connectionString: shop.databaseUrl })
    await database.connect()
    shutdown.add("connection", () => database.end())
    const matrix = await CrashMatrix.open(shop, database, options, say)
    if (options.break) say(await breakBuild(database, options.break))
    await matrix.run()
    const failed = matrix.visits.filter(({ findings }) => findings.length > 0)
    say(
      failed.length > 0
        ? `${failed.length} of ${matrix.visits.length} crashes left something behind.`
        : `All ${matrix.visits.length} crashes mended: one order or none, its money or none, nothing held, nothing counted twice.`,
    )
    await shutdown.run(failed.length > 0 ? 1 : 0)
  } catch (error) {
    await shutdown.run(1, error)
  }
}
