import { record, text, whole } from "./form-values"

interface Listed {
  readonly id: string
  readonly created: number
}

/** A page of a list, the newest first, as every list of Stripe's is. */
export function pageOf(
  all: Iterable<Listed>,
  query: Readonly<Record<string, unknown>>,
  url: string,
  fits: (one: Listed) => boolean = () => true,
): object {
  const list = [...all].filter((one) => fits(one) && createdFits(one, query["created"])).reverse()
  const limit = Math.min(whole(query["limit"]) ?? 10, 100)
  const after = text(query["starting_after"])
  const before = text(query["ending_before"])
  const placeOf = (id: string) => list.findIndex((one) => one.id === id)
  if (before !== null) {
    const end = placeOf(before)
    const start = Math.max(0, end - limit)
    return { object: "list", data: list.slice(start, end), has_more: start > 0, url }
  }
  const start = after === null ? 0 : placeOf(after) + 1
  return { object: "list", data: list.slice(start, start + limit), has_more: start + limit < list.length, url }
}

function createdFits({ created }: Listed, asked: unknown): boolean {
  if (asked === undefined) return true
  const exactly = whole(asked)
  if (exactly !== null) return created === exactly
  const { gt, gte, lt, lte } = record(asked)
  const bound = (value: unknown, fits: (limit: number) => boolean) => {
    const limit = whole(value)
    return limit === null || fits(limit)
  }
  return (
    bound(gt, (limit) => created > limit) &&
    bound(gte, (limit) => created >= limit) &&
    bound(lt, (limit) => created < limit) &&
    bound(lte, (limit) => created <= limit)
  )
}
