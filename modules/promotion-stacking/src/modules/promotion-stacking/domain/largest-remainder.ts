/**
 * Splits `total` over weights by largest remainder; of equal remainders the one earlier in `order` is served first. The
 * shares add up, each is within one minor unit of the exact share, and a weight of 0 gets nothing.
 *
 * @param total at least 0
 * @param weights at least 0 each
 * @param order positions of the weights, in the order in which ties are settled
 */
export function largestRemainder(total: bigint, weights: readonly bigint[], order: readonly number[]): bigint[] {
  let sum = 0n
  for (const weight of weights) sum += weight
  if (sum === 0n || total === 0n) return weights.map(() => 0n)
  let left = total
  const remainders: bigint[] = []
  const shares = weights.map((weight) => {
    const exact = total * weight // times the sum of the weights
    const share = exact / sum
    remainders.push(exact - share * sum)
    left -= share
    return share
  })
  if (left > 0n) {
    const served = [...order].sort((a, b) => descending(remainders[a]!, remainders[b]!))
    for (let n = 0; n < Number(left); n++) shares[served[n]!]! += 1n
  }
  return shares
}

const descending = (a: bigint, b: bigint) => (a > b ? -1 : a < b ? 1 : 0)
