/** Which part of a list is asked for. */
export interface PageRequest {
  readonly limit: number
  readonly offset: number
}

/** One part of a list, and how long the whole is. */
export interface Page<Row> extends PageRequest {
  readonly rows: readonly Row[]
  readonly count: number
  /** The moment of the database's clock that the figures are of, as ISO 8601. */
  readonly asOf: string
}
