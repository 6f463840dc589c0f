/** Why a text is no list of entries: the place in it, and what is true there. */
export class SourceRefused extends Error {
  constructor(
    readonly field: string,
    readonly says: string,
    readonly nextStep: string,
  ) {
    super(`${field} ${says}.`)
  }
}
