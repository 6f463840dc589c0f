import {
  providerFailureOf,
  type MoneyCallAnswer,
  type MoneyOutcome,
  type ProviderFact,
  type ToldFailure,
} from "@holdfast/kernel"
import type { ContractProvider, ContractWorld, PaymentData } from "./contract-world"

export type Current = () => ContractWorld

export interface Paid {
  readonly data: PaymentData
  readonly sessionId: string
  readonly amount: string
  readonly currency: string
}

let sessions = 0

/** A payment as far as its authorization, with the data Medusa would keep. */
export async function authorized(
  world: ContractWorld,
  {
    amount = "50.00",
    currency = "eur",
    provider = world.provider,
  }: { amount?: string; currency?: string; provider?: ContractProvider } = {},
): Promise<Paid> {
  const opened = await initiated(world, { amount, currency, provider })
  const data = await world.pay(opened.data, "accepted")
  const answer = await provider.authorizePayment({ data, context: { idempotency_key: opened.sessionId } })
  return { ...opened, data: { ...data, ...answer.data } }
}

export async function initiated(
  world: ContractWorld,
  {
    amount = "50.00",
    currency = "eur",
    provider = world.provider,
  }: { amount?: string; currency?: string; provider?: ContractProvider } = {},
): Promise<Paid> {
  const sessionId = `payses_${++sessions}`
  const answer = await provider.initiatePayment({
    amount,
    currency_code: currency,
    data: { session_id: sessionId },
    context: { idempotency_key: sessionId },
  })
  return { data: { session_id: sessionId, ...answer.data }, sessionId, amount, currency }
}

type Move = { readonly amount?: string; readonly key?: string; readonly final?: boolean }

/** What our payment module sends: Medusa's input, with the amount and a key that stays. */
export const capture = (
  provider: ContractProvider,
  { data, currency, amount: whole }: Paid,
  { amount = whole, key = "cap_1", final = true }: Move = {},
) =>
  provider.capturePayment({
    data,
    context: { idempotency_key: key },
    ...{ amount, currency_code: currency, final },
  }) as Promise<{ data?: PaymentData } & MoneyCallAnswer>

export const refund = (
  provider: ContractProvider,
  { data, currency, amount: whole }: Paid,
  { amount = whole, key = "ref_1" }: Move = {},
) =>
  provider.refundPayment({
    data,
    amount,
    context: { idempotency_key: key },
    ...{ currency_code: currency },
  }) as Promise<{ data?: PaymentData } & MoneyCallAnswer>

export const cancel = (provider: ContractProvider, { data, currency, amount }: Paid, key = "pay_1") =>
  provider.cancelPayment({
    data,
    context: { idempotency_key: key },
    ...{ amount, currency_code: currency },
  }) as Promise<{ data?: PaymentData } & MoneyCallAnswer>

/** An authorized payment whose whole amount is captured, and confirmed. */
export async function captured(
  world: ContractWorld,
  asked: { amount?: string; currency?: string } = {},
): Promise<Paid> {
  const paid = await authorized(world, asked)
  const answer = await capture(world.provider, paid, { key: `cap_${paid.sessionId}` })
  return { ...paid, data: { ...paid.data, ...answer.data } }
}

/** The failure that a call ends in. */
export async function failure(call: Promise<unknown>): Promise<ToldFailure> {
  const thrown: unknown = await call.then(
    (answer) => {
      throw new Error(`It was done after all: ${JSON.stringify(answer)}`)
    },
    (error: unknown) => error,
  )
  const known = providerFailureOf(thrown)
  if (known) return known
  throw thrown
}

/** Why nothing moved: thrown where the provider says so at once, told by webhook where it says so later. */
export async function refusal(
  world: ContractWorld,
  call: Promise<MoneyCallAnswer>,
  key: string,
): Promise<string | null> {
  if (world.confirms === "at_once") {
    const { kind, code } = await failure(call)
    return kind === "invalid_request" ? code : kind
  }
  await call
  const told = (await facts(world)).find(({ actKey, reason }) => actKey === key && reason !== null)
  return told?.reason ?? null
}

/** What became of a call, as our payment module asks. */
export const found = (
  provider: ContractProvider,
  { data, amount, currency }: Paid,
  act: "capture" | "refund" | "cancel",
  idempotencyKey: string,
): Promise<MoneyOutcome> =>
  provider.findMoneyCall({
    act,
    idempotencyKey,
    amount,
    currencyCode: currency,
    data,
    sentAt: new Date().toISOString(),
  })

/** All that the provider has told so far and nobody has read, read. */
export async function facts(
  world: ContractWorld,
  handling: Parameters<ContractWorld["sandbox"]["take"]>[0] = {},
): Promise<ProviderFact[]> {
  await world.sandbox.advance(60_000)
  const messages = await world.sandbox.take({ secrets: [world.secret], ...handling })
  const read: ProviderFact[] = []
  for (const { body, headers } of messages) {
    const outcome = await world.provider.readWebhook({ body, headers })
    if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`)
    read.push(...outcome.value)
  }
  return read
}
