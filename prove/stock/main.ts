import { Client as Database } from "pg"
import { Shutdown } from "../../launcher/shutdown"
import { BROKEN_BUILDS, breakBuild } from "./break-build"
import { INSTALL } from "./invariants"
import { Fleet } from "./fleet"
import { openProofDatabase } from "./proof-database"
import { parseOptions, type ProofOptions, USAGE } from "./options"
import { Run } from "./run"

/** `npm run prove:stock -- [options]`: real processes, random schedules, kill -9, and every invariant after every commit. */
export async function prove(root: string, args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(USAGE)
    process.exit(0)
  }
  const shutdown = new Shutdown()
  try {
    const options = parseOptions(args, () => Math.floor(Math.random() * 2 ** 32))
    console.log(headline(options))
    const databaseUrl = await openProofDatabase(process.env["DATABASE_URL"] || undefined, shutdown)
    const held = await run(root, options, databaseUrl, shutdown)
    await shutdown.run(held ? 0 : 1)
  } catch (error) {
    await shutdown.run(1, error)
  }
}

async function run(root: string, options: ProofOptions, databaseUrl: string, shutdown: Shutdown): Promise<boolean> {
  const database = new Database({ connectionString: databaseUrl })
  await database.connect()
  shutdown.add("connection", () => database.end())
  let fault = (_message: string): void => undefined
  const fleet = new Fleet(root, databaseUrl, (message) => fault(message))
  shutdown.add("processes", () => fleet.stop())

  const world = await fleet.migrate()
  await database.query(INSTALL)
  await database.query("insert into proof_permitted select unnest($1::text[])", [
    world.items.filter(({ permitted }) => permitted).map(({ id }) => id),
  ])
  if (options.break) {
    await breakBuild(database, options.break)
    console.log(`Broken on purpose: ${BROKEN_BUILDS[options.break].what}.`)
  }
  await fleet.start(options.processes)
  const proof = new Run(options, world, fleet, database)
  fault = (message) => proof.fault("every_act_is_answered", message)
  return proof.toTheEnd()
}

const headline = ({ seed, seconds, processes, clients, break: part }: ProofOptions) =>
  `prove:stock: ${processes} processes, ${processes * clients} clients, ${seconds} s, kill -9 at random. Draw it again with
  npm run prove:stock -- --seed ${seed} --seconds ${seconds} --processes ${processes} --clients ${clients}${part ? ` --break ${part}` : ""}`
