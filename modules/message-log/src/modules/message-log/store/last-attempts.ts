/** How many attempts a message's page can look back on: one that waits is tried hundreds of times. */
const KEPT = 20

/** SQL: a message's attempts with room for one more. */
export const lastAttempts = (history: string) =>
  `(case when jsonb_array_length(${history}) >= ${KEPT} then ${history} - 0 else ${history} end)`
