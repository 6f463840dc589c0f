// A malformed amount or id may be something that ended up in the wrong field, such as a card number or a token. Eight
// characters are enough to recognise a slip, and are the most of a card number that PCI DSS 4.0 (3.4.1) lets us show
// at the front.
const SHOWN = 8

/** Quotes a value that could not be read, short enough to put into a message. */
export function excerpt(value: unknown): string {
  switch (typeof value) {
    case "string":
      return cut(value, JSON.stringify(value.slice(0, SHOWN)))
    case "number":
    case "bigint":
      return cut(String(value), String(value).slice(0, SHOWN))
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object"
    default:
      return typeof value
  }
}

const cut = (text: string, shown: string) => (text.length <= SHOWN ? shown : `${shown}… (${text.length} characters)`)
