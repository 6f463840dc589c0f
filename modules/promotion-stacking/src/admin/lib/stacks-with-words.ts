/** With which others a promotion may be combined: "any", "none", or their ids. */
export const stacksWithWords = (stacksWith: "any" | readonly string[]): string =>
  stacksWith === "any" ? "any" : stacksWith.join(", ") || "none"
