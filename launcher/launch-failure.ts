/** An expected reason not to start: what is wrong, and what to do next. Printed as it is, without a stack; exit code 1. */
export class LaunchFailure extends Error {
  constructor(
    readonly code: string,
    what: string,
    readonly next: string,
  ) {
    super(`${what}\n${next}`)
    this.name = "LaunchFailure"
  }
}
