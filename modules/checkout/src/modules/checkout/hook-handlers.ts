import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

/** Who put a handler on which hook of the host's completion. */
export interface HookHandler {
  readonly hook: string
  readonly owner: string
}

type Register = (...handlers: readonly unknown[]) => unknown

const heard: HookHandler[] = []
const listening = new WeakSet<Register>()

/** Handlers that were put on the host's hooks since this process listens, in their order. */
export const hookHandlers = (): readonly HookHandler[] => heard

/**
 * Listens to who registers handlers on these hooks. The host keeps a handler without a word of where it came from, so the
 * caller's file is looked up when it registers.
 *
 * @param hooks as a workflow of the host exports them; written to
 */
export function listenToHooks(hooks: Record<string, Register>): void {
  for (const [hook, register] of Object.entries(hooks)) {
    if (listening.has(register)) continue
    const listener: Register = (...handlers) => {
      const place: { stack?: string } = {}
      Error.captureStackTrace(place, listener)
      const registered = register(...handlers)
      heard.push({ hook, owner: packageOf(callerIn(place.stack ?? "")) })
      return registered
    }
    listening.add(listener)
    hooks[hook] = listener
  }
}

/**
 * One line for whoever starts a shop in which handlers on the host's completion do not run; null when there are none.
 */
export function idleHandlersLine(handlers: readonly HookHandler[]): string | null {
  if (handlers.length === 0) return null
  const owners = new Map<string, string[]>()
  for (const { hook, owner } of handlers) owners.set(owner, [...(owners.get(owner) ?? []), hook])
  const named = [...owners].map(([owner, hooks]) => `${hooks.join(" and ")} of ${owner}`).join(", ")
  return `Handlers on hooks of Medusa's complete-cart do not run, because @holdfast/checkout completes carts itself: ${named}. Give the module @holdfast/checkout in medusa-config.ts the options { pipeline: "core" }, so that they do, or { pipeline: "holdfast" } if they need not.`
}

/** The file of the first line that names one. */
function callerIn(stack: string): string {
  const [, file = ""] = /^\s+at .*?\(?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]+?):\d+:\d+\)?$/m.exec(stack) ?? []
  return file.startsWith("file:") ? fileURLToPath(file) : file
}

/** The name of the package that a file belongs to, or the file where none has a name. */
function packageOf(file: string): string {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json")
    if (!existsSync(manifest)) continue
    const { name } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: string }
    if (name !== undefined) return name
  }
  return file === "" ? "an unknown file" : file
}
