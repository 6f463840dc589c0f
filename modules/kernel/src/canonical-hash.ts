import { canonicalJson, type NotCanonical } from "./canonical-json"
import { done, type Outcome } from "./outcome"
import { sha256Hex } from "./sha256"
import { utf8 } from "./utf8"

/**
 * The SHA-256 of a value's canonical JSON, as 64 small hexadecimal digits: equal for equal content, whatever the order
 * of its members. This is how "same id, same content" is told from "same id, other content".
 *
 * @returns the hash, or the codes of `canonicalJson`: `json_number_not_finite`, `json_value_unsupported`,
 * `json_value_cyclic`, `json_value_too_deep`
 *
 * @example
 * canonicalHash({ cart_id: "cart_1", lines: [{ sku: "mug", quantity: 2 }] })
 */
export function canonicalHash(value: unknown): Outcome<string, NotCanonical> {
  const json = canonicalJson(value)
  return json.ok ? done(sha256Hex(utf8(json.value))) : json
}
