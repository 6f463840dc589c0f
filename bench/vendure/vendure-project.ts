import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { runProgram } from "../../launcher/run-program"

export const VENDURE_VERSION = "3.7.3"

/** What a shop of theirs needs; nothing of it is a dependency of ours. */
const PACKAGE = {
  name: "vendure-peer",
  private: true,
  dependencies: { "@vendure/core": VENDURE_VERSION, pg: "8.20.0" },
  // The newest one of it was not to be had when this was written.
  overrides: { "@graphql-tools/batch-execute": "10.2.0" },
}

/** The whole of the peer: a shop with its own dummy payment, one way of shipping, one tax, and the pool that ours has. */
const MAIN = `const path = require("node:path")
const { writeFileSync } = require("node:fs")
const { bootstrap, DefaultLogger, dummyPaymentHandler, LanguageCode, LogLevel } = require("@vendure/core")

const [act, products] = process.argv.slice(2)
const database = new URL(process.env.DATABASE_URL)
const config = {
  logger: new DefaultLogger({ level: LogLevel.Error }),
  apiOptions: { port: Number(process.env.PORT), hostname: "127.0.0.1", adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: {
    tokenMethod: ["bearer"],
    cookieOptions: { secret: process.env.COOKIE_SECRET },
    superadminCredentials: { identifier: "bench", password: process.env.COOKIE_SECRET },
  },
  dbConnectionOptions: {
    type: "postgres",
    host: database.hostname,
    port: Number(database.port),
    username: database.username,
    password: decodeURIComponent(database.password),
    database: database.pathname.slice(1),
    synchronize: act === "populate",
    logging: false,
    extra: { max: Number(process.env.DATABASE_POOL_MAX) },
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [],
}

async function main() {
  if (act === "start") return void (await bootstrap(config))
  const { populate } = require("@vendure/core/cli")
  const app = await populate(
    () => bootstrap(config),
    {
      defaultLanguage: LanguageCode.en,
      defaultZone: "Europe",
      countries: [{ name: "Denmark", code: "DK", zone: "Europe" }],
      taxRates: [{ name: "Standard", percentage: 25 }],
      shippingMethods: [{ name: "Standard", price: 1000 }],
      paymentMethods: [
        { name: "Dummy", handler: { code: dummyPaymentHandler.code, arguments: [{ name: "automaticSettle", value: "true" }] } },
      ],
      collections: [],
      roles: [],
    },
    products,
  )
  await app.close()
  process.exit(0)
}
main().catch((error) => {
  console.error(error)
  process.exit(1)
})
`

/** Twenty products in two sizes, with more stock than any run can sell. */
function productList(): string {
  const header =
    "name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets"
  const rows = Array.from({ length: 20 }, (_, n) => [
    `Product ${n},product-${n},,,,size,S,P${n}-S,${10 + n}.00,standard,10000000,true,,`,
    `,,,,,,M,P${n}-M,${10 + n}.00,standard,10000000,true,,`,
  ])
  return `${[header, ...rows.flat()].join("\n")}\n`
}

/**
 * The peer's folder, installed once from the registry that npm is set to and kept for the next run.
 *
 * @returns where `main.js` stands
 */
export async function vendureProject(root: string, say: (what: string) => void): Promise<string> {
  const folder = path.join(root, ".data", `bench-vendure-${VENDURE_VERSION}`)
  if (!existsSync(folder)) {
    // Made under another name, so that an installation that broke off is not taken for one.
    const making = `${folder}.part`
    rmSync(making, { recursive: true, force: true })
    mkdirSync(making, { recursive: true })
    writeFileSync(path.join(making, "package.json"), JSON.stringify(PACKAGE))
    say("npm install")
    await runProgram({
      title: `Installing Vendure ${VENDURE_VERSION}`,
      command: "npm",
      args: ["install", "--no-audit", "--no-fund", "--no-package-lock"],
      cwd: making,
      env: process.env,
      logFile: path.join(making, "install.log"),
    })
    renameSync(making, folder)
  }
  writeFileSync(path.join(folder, "main.js"), MAIN)
  writeFileSync(path.join(folder, "products.csv"), productList())
  return folder
}
