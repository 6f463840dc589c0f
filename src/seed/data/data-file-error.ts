/** One message that names every mistake in the demo shop's files, each with its file, line and key. */
export class DataFileError extends Error {
  readonly code = "demo_data_invalid"

  constructor(readonly problems: readonly string[]) {
    super(
      [
        `The demo shop's files have ${problems.length} mistake${problems.length === 1 ? "" : "s"}; nothing was written.`,
        ...problems.map((problem) => `  - ${problem}`),
        "Mend the lines named above, then seed again. demo-shop/README.md says what each file holds.",
      ].join("\n"),
    )
    this.name = "DataFileError"
  }
}
