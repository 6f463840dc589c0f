import path from "node:path"
import { Module, Modules, ModulesSdkUtils } from "@medusajs/framework/utils"
import { evaluate } from "./domain/evaluate"
import { ruleOf } from "./domain/rule"
import { RuleIndex } from "./domain/rule-index"
import StackingPromotionModuleService from "./service"

/** The host's own tables first, then ours. */
const MIGRATIONS = [
  path.join(path.dirname(require.resolve("@medusajs/promotion")), "migrations"),
  path.join(__dirname, "migrations"),
]

const scripts = (folders: readonly string[]) =>
  folders.map((pathToMigrations) => ({ moduleName: Modules.PROMOTION, pathToMigrations, models: [] }))

export default {
  ...Module(Modules.PROMOTION, { service: StackingPromotionModuleService }),
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
    throw new Error("The migrations of the stacking module are written by hand. Add a file to its migrations folder.")
  },
}

// The engine alone, for programs that price carts without a shop.
export { evaluate, RuleIndex, ruleOf, StackingPromotionModuleService }
export type { Cart } from "./domain/cart"
export type { Condition, Entry } from "./domain/entry"
export type { Policy } from "./domain/evaluate"
