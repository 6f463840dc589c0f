/** A way to fulfil something, or why there is none. */
export type Solved<T> = { readonly value: T } | { readonly because: string }

export const impossible = <T>(answer: Solved<T>): answer is { readonly because: string } => "because" in answer
