import { useSearchParams } from "react-router-dom"

const NAME = "as_of"

/** The moment at which the page shows its order; null is now. It is in the address, so all of the page agrees on it. */
export function useAsOf(): readonly [string | null, (iso: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const asOf = params.get(NAME)
  const change = (iso: string | null) => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (iso === null) next.delete(NAME)
        else next.set(NAME, iso)
        return next
      },
      { preventScrollReset: true },
    )
  }
  return [asOf !== null && !Number.isNaN(Date.parse(asOf)) ? asOf : null, change]
}
