import { useEffect, useState } from "react"

/** The time, read again once in a while, so that "3 minutes ago" does not stay 3 minutes. */
export function useNow(milliseconds = 30_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, milliseconds)
    return () => {
      clearInterval(timer)
    }
  }, [milliseconds])
  return now
}
