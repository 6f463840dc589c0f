import { MedusaModule } from "@medusajs/framework/modules-sdk"
import type { Override } from "./overrides"

/** One sentence for each override that is not what the host resolves under its key. */
export function misplacedOverrides(overrides: readonly Override[]): string[] {
  return overrides.flatMap(({ key, packageName, service }) => {
    const resolved = resolvedUnder(key)
    if (resolved instanceof service) return []
    const found = resolved === undefined ? "nothing" : resolved.constructor.name
    return [
      `The module "${key}" is ${found}, not ${service.name} from ${packageName}. ` +
        `Add { resolve: "${packageName}", key: "${key}" } to modules in medusa-config.ts.`,
    ]
  })
}

function resolvedUnder(key: string): object | undefined {
  const loaded = MedusaModule.getLoadedModules().find((modules) => key in modules) as Record<string, object> | undefined
  return loaded?.[key]
}
