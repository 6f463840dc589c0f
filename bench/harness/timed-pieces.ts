import { runClosedLoop } from "./closed-loop"

export interface TimedPieces {
  readonly perSecond: number
  /** Of each piece, in the order in which they ended. */
  readonly ms: readonly number[]
}

/** Does each of these once, so many side by side, and keeps how long each took by its own account. */
export async function runTimedPieces<Piece>(
  callers: number,
  pieces: readonly Piece[],
  work: (piece: Piece) => Promise<number>,
): Promise<TimedPieces> {
  const ms: number[] = []
  const timesEach = Math.floor(pieces.length / callers)
  const { perSecond } = await runClosedLoop({ callers, timesEach }, async (n) => {
    const piece = pieces[n]
    if (piece !== undefined) ms.push(await work(piece))
  })
  return { perSecond, ms }
}
