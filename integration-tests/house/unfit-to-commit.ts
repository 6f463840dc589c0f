import { passesLuhn } from "./luhn"
import { placeOf, type RepositoryFile } from "./repository-files"

interface Sign {
  readonly pattern: RegExp
  readonly means: string
  readonly where?: RegExp
  /** Has the last word on a match. */
  readonly counts?: (match: string) => boolean
}

const SPEC = /\.spec\.tsx?$/
const SOURCE = /\.(ts|tsx|js|mjs|cjs|ya?ml|sh)$|^\.ci\//

/** The beginnings that card networks use, in the lengths that they issue, with blanks or dashes between groups. */
const CARD =
  /(?<![\w.-])(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d|35\d\d)(?:[ -]?\d{4}){3}(?![\w.-])|(?<![\w.-])3[47]\d\d[ -]?\d{6}[ -]?\d{5}(?![\w.-])/g

/** Printed in every provider's manual and accepted by their test systems only. */
const PUBLISHED_TEST_CARDS = new Set(["4242424242424242", "4111111111111111", "5555555555554444", "378282246310005"])

const isCard = (match: string) => {
  const digits = match.replace(/[ -]/g, "")
  return passesLuhn(digits) && !PUBLISHED_TEST_CARDS.has(digits) && new Set(digits).size > 1
}

const SIGNS: readonly Sign[] = [
  // An image is the same machine everywhere.
  {
    pattern: /(?<![\w.-])\/(home|Users|work|root)\/[\w.-]+/g,
    means: "names a folder of one machine",
    where: /^(?!(.*\/)?Dockerfile)/,
  },
  { pattern: /\b[A-Za-z]:\\{1,2}Users\\/g, means: "names a folder of one machine" },
  {
    pattern: /https?:\/\/[^\s/"'`]*\b(registry|npmjs|artifactory|nexus|verdaccio|pypi)\b[^\s"'`]*/gi,
    means: "names a package registry",
  },
  { pattern: /_(authToken|auth|password)\s*=\s*\S+/g, means: "holds a registry's password", where: /npmrc/ },

  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g, means: "holds a private key" },
  { pattern: /\b[sr]k_live_\w{8,}/g, means: "holds a live key of a payment provider" },
  { pattern: /\bwhsec_[A-Za-z0-9+/]{24,}/g, means: "holds a webhook's secret" },
  { pattern: /\bAKIA[0-9A-Z]{16}\b/g, means: "holds a cloud key" },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{30,}/g, means: "holds a token" },
  { pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/g, means: "holds a token" },
  { pattern: /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}/g, means: "holds a signed token" },
  { pattern: CARD, means: "holds a card number", counts: isCard },

  {
    pattern: /\b(it|test|describe)(\.\w+)*\.(only|skip|todo|failing)(\.each)?\s*\(/g,
    means: "leaves tests out",
    where: SPEC,
  },
  { pattern: /(?<![\w.])(fit|fdescribe|xit|xtest|xdescribe)(\.each)?\s*\(/g, means: "leaves tests out", where: SPEC },
  // In brackets, or this line would be a find.
  { pattern: /\b(TO[D]O|FIX[M]E)\b/g, means: "is not finished", where: SOURCE },
  { pattern: /^(<{7}|>{7}) .*$/gm, means: "holds a merge conflict" },
]

/** Settings with their secrets; the template has none. */
const OWN_SETTINGS = /(^|\/)\.env(?!\.template$)(\.[^/]*)?$/

/** One sentence for each thing that must not be committed. A secret is named by its place, never repeated. */
export function unfitToCommit(file: RepositoryFile): string[] {
  if (OWN_SETTINGS.test(file.name)) return [`${file.name} holds somebody's settings. Name it in .gitignore.`]
  return SIGNS.filter(({ where }) => where?.test(file.name) ?? true).flatMap(({ pattern, means, counts }) =>
    [...file.text.matchAll(pattern)]
      .filter(([match]) => counts?.(match) ?? true)
      .map(({ index }) => `${placeOf(file, index)} ${means}.`),
  )
}
