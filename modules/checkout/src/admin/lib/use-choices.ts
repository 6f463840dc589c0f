import { useSearchParams } from "react-router-dom"

/** What a list shows, kept in the address, so that it can be sent to somebody. */
export function useChoices(): readonly [URLSearchParams, (changes: Readonly<Record<string, string>>) => void] {
  const [params, setParams] = useSearchParams()
  const choose = (changes: Readonly<Record<string, string>>) => {
    setParams((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  }
  return [params, choose]
}

/** The page of a list, 0 for the first, whatever the address says. */
export const pageOf = (params: URLSearchParams): number => Math.max(0, Math.trunc(Number(params.get("page"))) || 0)
