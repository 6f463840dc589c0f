import type { SandboxDefinition } from "./sandbox-definition"
import { startSandbox } from "./sandbox-server"

/**
 * A sandbox as a process of its own: it prints one line of JSON with its addresses, and ends with whoever started it.
 * `--port 4242`, `--seed 7` and `--state FILE`, where it keeps what it knows over a restart, are what it may be told.
 */
export async function runSandbox<State>(definition: SandboxDefinition<State>): Promise<void> {
  const sandbox = await startSandbox(definition, {
    port: Number(setting("--port") ?? 0),
    seed: Number(setting("--seed") ?? 1),
    state: setting("--state"),
  })
  if (!sandbox.checked) {
    console.error(`The ${definition.name} sandbox has no specification beside the repository, and checks nothing.`)
  }
  const end = () => void sandbox.close().finally(() => process.exit(0))
  process.once("SIGTERM", end)
  process.once("SIGINT", end)
  // Whoever forked it holds the other end of this channel.
  process.once("disconnect", end)
  console.log(
    JSON.stringify({
      name: definition.name,
      url: sandbox.url,
      controlUrl: sandbox.controlUrl,
      checked: sandbox.checked,
    }),
  )
}

function setting(name: string): string | undefined {
  const place = process.argv.indexOf(name)
  return place === -1 ? undefined : process.argv[place + 1]
}
