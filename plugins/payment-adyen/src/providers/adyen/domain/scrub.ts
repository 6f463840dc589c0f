const CARD_LIKE = /\d(?:[ -]?\d){11,18}/g
const SECRET_LIKE = /\b(AQE[A-Za-z0-9+/=_-]{20,}|eyJ[\w-]+\.[\w.-]+|adyenjs_[\w.$+/=-]+)/g

/** Takes card numbers, keys and encrypted card data out of a text that goes to a log or into a message. */
export const scrub = (text: string): string =>
  text
    .replace(SECRET_LIKE, "[removed]")
    .replace(CARD_LIKE, (digits) => (couldBeCard(digits.replace(/[ -]/g, "")) ? "[removed]" : digits))

/** Whether a value holds what could be a card number in the clear, at any depth. */
export function holdsCardNumber(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return scrubbedDigits(value)
  if (typeof value === "number") return scrubbedDigits(String(value))
  if (typeof value !== "object" || value === null || depth > 20) return false
  return Object.values(value).some((member) => holdsCardNumber(member, depth + 1))
}

const scrubbedDigits = (text: string): boolean =>
  (text.match(CARD_LIKE) ?? []).some((digits) => couldBeCard(digits.replace(/[ -]/g, "")))

// ISO/IEC 7812-1: the last digit checks the others.
function couldBeCard(digits: string): boolean {
  if (digits.length < 12 || digits.length > 19) return false
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
