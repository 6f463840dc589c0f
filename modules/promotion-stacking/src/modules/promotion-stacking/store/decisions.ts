import type { SqlTx } from "@holdfast/kernel"
import { toRevisions, type RevisionRow, type Revisions } from "./revisions"

/** One evaluation, as it can be run again: what went in, what came out, and under which rules. */
export interface StoredDecision {
  /** Of the cart or the order. */
  readonly subjectId: string
  readonly inputHash: string
  readonly revision: string
  readonly engine: string
  readonly input: unknown
  readonly answer: unknown
}

const SAVE = `
with saved as (
  insert into stacking_decision (subject_id, input_hash, revision, engine, input, answer)
  values ($1, $2, $3, $4, $5::jsonb, $6::jsonb)
  on conflict (subject_id) do update set input_hash = excluded.input_hash, revision = excluded.revision,
    engine = excluded.engine, input = excluded.input, answer = excluded.answer, at = now()
)
select name, revision::text from stacking_revision`

/** Keeps the latest decision, and answers the revisions of the rules as they are now: whether it was made with these. */
export async function saveDecision(tx: SqlTx, decision: StoredDecision): Promise<Revisions> {
  const { subjectId, inputHash, revision, engine, input, answer } = decision
  const params = [subjectId, inputHash, revision, engine, JSON.stringify(input), JSON.stringify(answer)]
  return toRevisions(await tx.query<RevisionRow>(SAVE, params))
}

const READ = `
select subject_id as "subjectId", input_hash as "inputHash", revision, engine, input, answer, to_json(at)#>>'{}' as at
  from stacking_decision where subject_id = any($1::text[]) order by at desc limit 1`

export async function readStoredDecision(
  tx: SqlTx,
  subjectIds: readonly string[],
): Promise<(StoredDecision & { readonly at: string }) | null> {
  const [row] = await tx.query<StoredDecision & { at: string }>(READ, [subjectIds])
  return row ?? null
}

const SINCE = `
select subject_id as "subjectId", input_hash as "inputHash", revision, engine, input, answer
  from stacking_decision where at >= now() - $1 * interval '1 day' order by at desc limit $2`

/** Decisions of the last days, the latest first. */
export const decisionsSince = (tx: SqlTx, days: number, limit: number): Promise<readonly StoredDecision[]> =>
  tx.query<StoredDecision>(SINCE, [days, limit])
