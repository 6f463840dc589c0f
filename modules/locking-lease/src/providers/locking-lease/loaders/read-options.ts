import { asValue } from "@medusajs/framework/awilix"
import type { LoaderOptions } from "@medusajs/framework/types"
import { parseOptions } from "../options"

/** What the host hands to a provider's loader beyond what its types say. */
interface ProviderLoaderOptions extends LoaderOptions {
  readonly moduleOptions?: unknown
}

/**
 * The host gives a lock provider's constructor the module's options, and a loader the provider's own; or, where the
 * provider has none, the module's once more, and then not as `moduleOptions`.
 */
export default async function readOptions(given: ProviderLoaderOptions): Promise<void> {
  const { container, options, moduleOptions } = given
  container.register({ leaseOptions: asValue(parseOptions(moduleOptions && options)) })
}
