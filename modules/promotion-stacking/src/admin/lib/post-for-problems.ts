import type { EntryProblem } from "./stacking-types"

/** A refusal with everything that is wrong, for a table; the SDK keeps only the message of an error. */
export class RequestRefused extends Error {
  constructor(
    message: string,
    readonly problems: readonly EntryProblem[],
  ) {
    super(message)
  }
}

/** @throws RequestRefused */
export async function postForProblems<Answer>(path: string, body: string, contentType: string): Promise<Answer> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": contentType, accept: "application/json" },
    body,
  })
  const answer = (await response.json().catch(() => ({}))) as Answer & {
    message?: string
    problems?: readonly EntryProblem[]
  }
  if (response.ok) return answer
  throw new RequestRefused(
    answer.message ?? `The server answered ${response.status}. Try again.`,
    answer.problems ?? [],
  )
}

export const problemsOf = (error: Error | null): readonly EntryProblem[] =>
  error instanceof RequestRefused ? error.problems : []
