/** An operation as it is read, from the table or an alias of it. */
export const operationColumns = (of: string): string => `
  ${of}.id, ${of}.act, ${of}.intent, ${of}.sequence, ${of}.idempotency_key, ${of}.provider_id, ${of}.session_id,
  ${of}.payment_id, ${of}.capture_id, ${of}.refund_id, ${of}.cart_id, ${of}.order_id,
  ${of}.amount_minor::text as amount_minor, ${of}.currency_code, ${of}.state, ${of}.confirmed_minor::text as confirmed_minor,
  ${of}.provider_reference, ${of}.code, ${of}.message, ${of}.attempts, ${of}.look_ups, ${of}.created_at, ${of}.sent_at,
  ${of}.settled_at, ${of}.looked_up_at, ${of}.next_look_up_at,
  ${of}.state = 'sent' and coalesce(${of}.leased_until > now(), false) as in_flight`

/** The key of a try. It is short enough for every provider, and says nothing about the shop. */
export const keyOf = (intent: string, sequence: string): string =>
  `'hf_' || substr(encode(sha256(convert_to(${intent} || ':' || ${sequence}, 'UTF8')), 'hex'), 1, 40)`
