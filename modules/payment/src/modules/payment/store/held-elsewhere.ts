/**
 * What other sessions of a collection hold or took of its amount, and did not give back.
 *
 * @param of expressions for the collection's id and the session's, null counts all of them; and a condition on a payment p
 */
export const heldElsewhere = (of: { collection: string; session: string; and?: string }): string => `
coalesce((
  select sum((p.raw_amount->>'value')::numeric - coalesce((
           select sum((r.raw_amount->>'value')::numeric) from refund r
            where r.payment_id = p.id and r.deleted_at is null and coalesce(r.metadata->>'confirmed', 'true') <> 'false'), 0))
    from payment p
   where p.payment_collection_id = ${of.collection} and p.payment_session_id is distinct from ${of.session}
     and p.canceled_at is null and p.deleted_at is null ${of.and ?? ""}), 0)`
