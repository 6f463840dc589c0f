/** A clock that runs with the real one, and can be set ahead: what was due in between happens at once, in order. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Seconds since 1970, as providers count. */
  seconds(): number
  /** Moves ahead. What falls due on the way is done in order, each at its own time. */
  advance(milliseconds: number): Promise<void>
  /** Does `act` when the time has come. `kept` says what that is, as plain data; without it a restart forgets it. */
  schedule(afterMs: number, act: Act, kept?: unknown): void
  /** Forgets what is scheduled, and shows the real time again. */
  reset(): void
  snapshot(): ClockSnapshot
  /** What fell due meanwhile is done at once. */
  restore(snapshot: ClockSnapshot, actOf: (kept: unknown) => Act): void
}

type Act = () => void | Promise<void>

/** How far ahead it is, and what is to be done when. */
export interface ClockSnapshot {
  readonly ahead: number
  readonly due: readonly { readonly at: number; readonly kept: unknown }[]
}

interface Due {
  readonly at: number
  readonly act: Act
  readonly kept?: unknown
}

export function fakeClock(realNow: () => number = Date.now): FakeClock {
  let ahead = 0
  // While time is moved, it stands at the moment of what is being done.
  let standsAt: number | null = null
  let due: Due[] = []
  let timer: NodeJS.Timeout | null = null

  const now = () => standsAt ?? realNow() + ahead

  const takeDue = (until: number): Due | undefined => {
    const next = due.reduce<Due | undefined>(
      (soonest, one) => (soonest && soonest.at <= one.at ? soonest : one),
      undefined,
    )
    if (!next || next.at > until) return undefined
    due = due.filter((one) => one !== next)
    return next
  }

  const wakeLater = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (due.length === 0) return
    const soonest = Math.min(...due.map(({ at }) => at))
    // A timer waits 24 days at most; whoever needs longer advances the clock.
    timer = setTimeout(() => void runUntil(now()), Math.min(Math.max(0, soonest - now()), 2 ** 31 - 1))
    timer.unref()
  }

  const runUntil = async (until: number) => {
    for (let next = takeDue(until); next; next = takeDue(until)) {
      standsAt = Math.max(next.at, now())
      try {
        await next.act()
      } finally {
        standsAt = null
      }
    }
    wakeLater()
  }

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    async advance(milliseconds) {
      const until = now() + milliseconds
      for (let next = takeDue(until); next; next = takeDue(until)) {
        ahead = Math.max(ahead, next.at - realNow())
        standsAt = next.at
        try {
          await next.act()
        } finally {
          standsAt = null
        }
      }
      ahead = Math.max(ahead, until - realNow())
      wakeLater()
    },
    schedule(afterMs, act, kept) {
      due.push({ at: now() + afterMs, act, ...(kept !== undefined && { kept }) })
      wakeLater()
    },
    reset() {
      ahead = 0
      standsAt = null
      due = []
      wakeLater()
    },
    snapshot: () => ({
      ahead,
      due: due.flatMap(({ at, kept }) => (kept === undefined ? [] : [{ at, kept }])),
    }),
    restore(snapshot, actOf) {
      due = snapshot.due.map(({ at, kept }) => ({ at, kept, act: actOf(kept) }))
      ahead = snapshot.ahead
      wakeLater()
    },
  }
}
