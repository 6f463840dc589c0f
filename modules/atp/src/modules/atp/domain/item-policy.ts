/** What an item may be promised beyond its supply; null where it has no rule of its own. */
export interface ItemPolicy {
  readonly itemId: string
  /** Places after the point a quantity may have, instead of what the unit of measure allows. */
  readonly decimals: number | null
  readonly leadTimeDays: number | null
  /** The most units promised beyond stock and scheduled supply at one time. */
  readonly backorderLimit: number | null
  readonly preorderCap: number | null
  /** `YYYY-MM-DD`. Before it, no promise is for an earlier day. */
  readonly preorderReleaseDay: string | null
}

export const blankItemPolicy = (itemId: string): ItemPolicy => ({
  itemId,
  decimals: null,
  leadTimeDays: null,
  backorderLimit: null,
  preorderCap: null,
  preorderReleaseDay: null,
})
