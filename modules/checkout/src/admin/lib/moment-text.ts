/** Local time to the second, for lists. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })

/** The same with its zone, where somebody decides by it. */
export const momentWithZone = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" })

/** To the second, with the zone, and the same in UTC. */
export const exactMoment = (iso: string): string =>
  `${new Date(iso).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })} · ${new Date(iso).toISOString()}`
