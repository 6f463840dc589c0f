/**
 * Tells the time in milliseconds since 1970-01-01T00:00:00Z, like `Date.now`.
 *
 * The kernel and every `domain/` take the time as an argument. A service holds one `Clock` and passes what it
 * reads, so a test says what time it is.
 */
export type Clock = () => number
