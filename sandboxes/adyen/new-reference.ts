import type { SandboxTools } from "../kit"

/**
 * A new `pspReference`: 16 signs, and never one that was given before, also when the sandbox was reset in between.
 * Adyen's are unique for ever, and a shop may remember them.
 */
export const newReference = ({ random, serial }: SandboxTools): string =>
  `${random.text(10)}${serial().toString(36).padStart(6, "0")}`.toUpperCase()
