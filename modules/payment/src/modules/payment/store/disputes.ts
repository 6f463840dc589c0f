import type { SqlTx } from "@holdfast/kernel"

/** A payment that a bank takes back, or means to. */
export interface PaymentDispute {
  readonly id: string
  readonly provider_id: string
  readonly reference: string
  readonly payment_id: string | null
  readonly state: "open" | "answered" | "won" | "lost"
  readonly amount_minor: string | null
  readonly currency_code: string | null
  readonly reason: string | null
  readonly due_at: Date | null
  readonly funds_withdrawn: boolean
  readonly answer: string | null
  readonly answered_at: Date | null
  readonly created_at: Date
}

const COLUMNS = `id, provider_id, reference, payment_id, state, amount_minor::text as amount_minor, currency_code, reason,
  due_at, funds_withdrawn, answer, answered_at, created_at`

// Answered is ours to say; that it is over is the provider's.
const KEEP_DISPUTE = `
insert into payment_dispute (id, provider_id, reference, payment_id, state, amount_minor, currency_code, reason, due_at,
                             funds_withdrawn, occurred_at)
values ($1, $2, $3, $4, $5, $6::numeric, $7, $8, $9::timestamptz, $10, $11::timestamptz)
on conflict (provider_id, reference) do update
   set state = case when excluded.state = 'open' and payment_dispute.answered_at is not null then 'answered'
                    else excluded.state end,
       payment_id = coalesce(excluded.payment_id, payment_dispute.payment_id),
       amount_minor = coalesce(excluded.amount_minor, payment_dispute.amount_minor),
       reason = coalesce(excluded.reason, payment_dispute.reason), due_at = coalesce(excluded.due_at, payment_dispute.due_at),
       funds_withdrawn = excluded.funds_withdrawn, occurred_at = excluded.occurred_at, updated_at = now()`

export async function keepDispute(
  tx: SqlTx,
  dispute: Omit<PaymentDispute, "answer" | "answered_at" | "created_at" | "due_at"> & {
    readonly due_at: string | null
    readonly occurred_at: string
  },
): Promise<void> {
  await tx.query(KEEP_DISPUTE, [
    dispute.id,
    dispute.provider_id,
    dispute.reference,
    dispute.payment_id,
    dispute.state,
    dispute.amount_minor,
    dispute.currency_code,
    dispute.reason,
    dispute.due_at,
    dispute.funds_withdrawn,
    dispute.occurred_at,
  ])
}

const FIND_DISPUTES = `
select ${COLUMNS} from payment_dispute where id = any($1::text[]) or payment_id = any($2::text[]) order by created_at, id`

export const findDisputes = (
  tx: SqlTx,
  { ids = [], paymentIds = [] }: { readonly ids?: readonly string[]; readonly paymentIds?: readonly string[] },
): Promise<readonly PaymentDispute[]> => tx.query<PaymentDispute>(FIND_DISPUTES, [ids, paymentIds])

const ANSWER_DISPUTE = `
update payment_dispute set state = 'answered', answer = $2, answered_at = now(), updated_at = now()
 where id = $1 and state = 'open'`

export async function answerDispute(tx: SqlTx, id: string, answer: "accept" | "defend"): Promise<void> {
  await tx.query(ANSWER_DISPUTE, [id, answer])
}
