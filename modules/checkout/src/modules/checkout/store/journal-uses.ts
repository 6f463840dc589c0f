import type { SqlTx } from "@holdfast/kernel"

const JOURNAL = `
update checkout_attempt
   set step = 'price',
       uses_registered = $3,
       steps = steps || jsonb_build_array(jsonb_build_object('name', 'price', 'state', $4::text, 'at', clock_timestamp(),
                                                             'output', jsonb_build_object('uses', $5::text)))
 where id = $1 and lease_owner = $2 and state in ('open', 'stuck') and uses_registered <> $3
returning id`

/**
 * Writes that promotion uses are counted, or are not any more, in the transaction that counts them.
 *
 * @throws Error when the attempt is somebody else's by now, or says so already, so that nothing is counted twice
 */
export async function journalUses(
  tx: SqlTx,
  attempt: { readonly id: string; readonly owner: string },
  registered: boolean,
): Promise<void> {
  const rows = await tx.query(JOURNAL, [
    attempt.id,
    attempt.owner,
    registered,
    registered ? "done" : "undone",
    registered ? "registered" : "reverted",
  ])
  if (rows.length === 0)
    throw new Error(`Attempt ${attempt.id} was taken over, or its promotion uses are counted already.`)
}
