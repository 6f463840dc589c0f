/**
 * Thrown when the program itself is wrong, not the request: euros added to dollars, a rate over zero, a bad id prefix.
 *
 * An expected "no" is a `Refusal` and is returned. This one is thrown, because no caller can sensibly go on. Its parts
 * are the same as a refusal's, so that a log line or an error page treats both alike.
 *
 * @example
 * throw new BrokenAssumption("currency_mixed", "EUR and USD met in one sum.", "Convert one side first.")
 */
export class BrokenAssumption extends Error {
  override readonly name = "BrokenAssumption"

  constructor(
    /** Stable, `noun_problem`, never reused. */
    readonly code: string,
    /** What was asked and what is true. */
    whatIsTrue: string,
    /** What to do next. */
    readonly nextStep: string,
  ) {
    super(`${whatIsTrue} ${nextStep}`)
  }
}
