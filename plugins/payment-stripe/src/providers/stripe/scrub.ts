// What may be in a provider's words and must not be in ours.
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:\d[ -]?){12,18}\d\b/g, "[number]"],
  [/\b[sr]k_(?:test|live)_\w+/g, "[key]"],
  [/\bwhsec_\w+/g, "[secret]"],
  [/(_secret_)\w+/g, "$1[secret]"],
  [/[\w.+-]+@[\w-]+\.[\w.]+/g, "[e-mail]"],
]

/** Takes card numbers, keys, client secrets and e-mail addresses out of a text, before it is logged or thrown. */
export const scrub = (text: string): string =>
  SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text)
