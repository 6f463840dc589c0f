import { parseOptions, USAGE } from "./options"
import { tryRules } from "./try-rules"

/** `npm run prove:idempotency -- --base-url … --publishable-key …`: one line for each rule, and exit code 1 if one is broken. */
export async function prove(_root: string, args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(USAGE)
    return
  }
  try {
    const { baseUrl, publishableKey } = parseOptions(args)
    let tried = 0
    let broken = 0
    for await (const { rule, broken: why } of tryRules(baseUrl, publishableKey)) {
      tried += 1
      if (why !== null) broken += 1
      console.log(
        `${why === null ? "kept  " : "BROKEN"}  ${rule.name}: ${rule.says}${why === null ? "" : `\n        ${why}`}`,
      )
    }
    console.log(`${tried - broken} of ${tried} rules are kept by ${baseUrl}.`)
    if (broken > 0) process.exitCode = 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
