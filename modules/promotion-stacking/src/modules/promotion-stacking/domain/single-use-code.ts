/**
 * A code as it is stored and compared: without the spaces around it, in capitals. Only the letters A to Z have capitals
 * here: "straße" would otherwise become another word, in another way in each place that does it.
 */
export const normalizeCode = (code: string) => code.trim().replace(/[a-z]+/g, (letters) => letters.toUpperCase())

/** Printable ASCII without spaces: what a person can type from paper. */
export const isCode = (code: string) => /^[!-`{-~]{1,100}$/.test(code)
