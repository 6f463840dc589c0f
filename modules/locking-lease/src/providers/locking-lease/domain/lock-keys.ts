import { refuse, done, type Outcome, type Refusal } from "@holdfast/kernel"

// An entry of the primary key's index holds 2,704 bytes, and a character up to 4.
const LONGEST = 600

/** The keys somebody asked for, once each; the database sorts them. */
export function lockKeys(asked: string | readonly string[]): Outcome<readonly string[], Refusal<"lock_key_invalid">> {
  const keys: readonly unknown[] = typeof asked === "string" ? [asked] : asked
  const wrong = keys.find((key) => typeof key !== "string" || !key || key.length > LONGEST || key.includes("\0"))
  if (keys.includes(wrong)) {
    return refuse(
      "lock_key_invalid",
      `A lock was asked for on ${typeof wrong === "string" ? JSON.stringify(wrong.slice(0, 60)) : String(wrong)}.`,
      `A key is a text of 1 to ${LONGEST} characters without the character 0, such as an id.`,
    )
  }
  return done([...new Set(keys as readonly string[])])
}
