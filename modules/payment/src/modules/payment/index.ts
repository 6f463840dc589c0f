import path from "node:path"
import { Module, Modules, ModulesSdkUtils } from "@medusajs/framework/utils"
import PaymentModule from "@medusajs/payment"
import { HoldfastPaymentModuleService } from "./service"

/** The host's own tables first, then ours. */
const MIGRATIONS = [
  path.join(path.dirname(require.resolve("@medusajs/payment")), "migrations"),
  path.join(__dirname, "migrations"),
]

const scripts = (folders: readonly string[]) =>
  folders.map((pathToMigrations) => ({ moduleName: Modules.PAYMENT, pathToMigrations, models: [] }))

export default {
  // The host's loader is what registers the providers.
  ...Module(Modules.PAYMENT, { service: HoldfastPaymentModuleService, loaders: PaymentModule.loaders ?? [] }),
  /** Answers what was run, which the host lists. */
  async runMigrations(options: never) {
    const run: unknown[] = []
    for (const script of scripts(MIGRATIONS)) {
      run.push(...(await ModulesSdkUtils.buildMigrationScript(script)(options)))
    }
    return run
  },
  // By number of steps in a folder, so only ever ours.
  revertMigration: ModulesSdkUtils.buildRevertMigrationScript(scripts(MIGRATIONS.slice(1))[0] as never),
  async generateMigration(): Promise<never> {
    throw new Error("The migrations of the payment module are written by hand. Add a file to its migrations folder.")
  },
}

export { HoldfastPaymentModuleService }
