export { appendToOutbox, outboxInsert, type OutboxEvent } from "./append-to-outbox"
export { BrokenAssumption } from "./broken-assumption"
export { canonicalHash } from "./canonical-hash"
export { canonicalJson, type NotCanonical } from "./canonical-json"
export type { Clock } from "./clock"
export {
  exponentOf,
  ISO_4217_EXPONENTS,
  ISO_4217_PUBLISHED,
  ISO_4217_WITHOUT_MINOR_UNIT,
  parseCurrency,
  type Currency,
  type CurrencyRefused,
} from "./currency-exponent"
export type { DecimalRefused } from "./decimal"
export { createId, idFactory, isId, parseId, timestampOf, type Id, type IdRefused, type IdSources } from "./ids"
export {
  medusaCurrencyCode,
  moneyFromMedusa,
  moneyToMedusa,
  type MedusaAmount,
  type MedusaAmountRefused,
} from "./medusa-decimal"
export { knexSqlTx, type RawKnex } from "./knex-sql-tx"
export {
  addMoney,
  compareMoney,
  money,
  multiplyByQuantity,
  multiplyByRate,
  negateMoney,
  percentOf,
  subtractMoney,
  sumMoney,
  type Money,
} from "./money"
export { moneyFromJson, moneyFromMinorText, moneyToJson, type MoneyJson, type MoneyJsonRefused } from "./money-json"
export { done, expectDone, refuse, type Done, type Outcome, type Refusal, type RefusalCode } from "./outcome"
export type {
  DisputeAnswer,
  MoneyAct,
  MoneyCallAnswer,
  MoneyCallAsked,
  MoneyCallInput,
  MoneyOutcome,
  PaymentPort,
  ProviderFact,
  ProviderFactKind,
  RawWebhook,
  RecordedMovement,
  ReportAsked,
  ReportCompared,
  ReportDifference,
  ReportedAct,
} from "./payment-port"
export { prorate, prorateByQuantity, type ProrateByQuantityRefused, type ProrateRefused } from "./prorate"
export { ProviderFailure, providerFailureOf, type ProviderFailureKind, type ToldFailure } from "./provider-failure"
export {
  fromProviderMinor,
  toProviderMinor,
  type FromProviderRefused,
  type ProviderCurrencyTable,
  type ToProviderRefused,
} from "./provider-minor"
export { parsePercent, parseRate, rate, type Rate } from "./rate"
export { divideRounded, type Rounding } from "./rounding"
export type { SqlTx } from "./sql-tx"
