import { fieldsOf, listOf, textOf } from "./source-fields"

const or = (value: unknown) =>
  listOf(value)
    .map((one) => textOf(one))
    .join(" or ")

/** "categories hoodies or tees": what the any_of and all_of keys of a selector name. */
export const selectorWords = (value: unknown): string =>
  Object.entries(fieldsOf(value))
    .flatMap(([key, values]) => {
      if (key.startsWith("any_of_")) return `${key.slice(7)} ${or(values)}`
      return key.startsWith("all_of_")
        ? `${key.slice(7)} ${listOf(values)
            .map((one) => textOf(one))
            .join(" and ")}`
        : []
    })
    .join(", ")

const subtotal = (value: unknown) =>
  typeof value === "object"
    ? Object.entries(fieldsOf(value))
        .map(([currency, minor]) => `${textOf(minor)} minor units of ${currency}`)
        .join(" or ")
    : `${textOf(value)} minor units`

const WORDS: Readonly<Record<string, (value: unknown) => string>> = {
  customer_segment: (value) => `the customer is ${or(value)}`,
  markets: (value) => `the market is ${or(value)}`,
  channels: (value) => `the channel is ${or(value)}`,
  customers: (value) => `the customer is one of ${or(value)}`,
  customer_groups: (value) => `the customer's group is ${or(value)}`,
  currencies: (value) => `the currency is ${or(value)}`,
  regions: (value) => `the region is ${or(value)}`,
  payment_methods: (value) => `paid by ${or(value)}`,
  shipping_methods: (value) => `shipped by ${or(value)}`,
  cart_contains: (value) => {
    const least = fieldsOf(value).min_quantity
    return `the cart contains ${least === undefined ? "" : `${textOf(least)} units of `}${selectorWords(value)}`
  },
  min_subtotal_cents: (value) => `the subtotal is at least ${subtotal(value)}`,
  max_subtotal_cents: (value) => `the subtotal is at most ${subtotal(value)}`,
  min_quantity: (value) => `at least ${textOf(value)} units`,
  max_quantity: (value) => `at most ${textOf(value)} units`,
  first_order: (value) => (value === true ? "it is the first order" : "it is not the first order"),
  time_window: (value) => {
    const { starts_at: start, ends_at: end } = fieldsOf(value)
    return [start && `from ${textOf(start)}`, end && `until ${textOf(end)}`].filter(Boolean).join(" ")
  },
  weekdays: (value) => `on ${or(fieldsOf(value).days)} in ${textOf(fieldsOf(value).zone)}`,
  hours: (value) => {
    const { from, until, zone } = fieldsOf(value)
    return `between ${textOf(from)} and ${textOf(until)} in ${textOf(zone)}`
  },
  all: (value) => `all of: ${listOf(value).map(together).join("; ")}`,
  any: (value) => `any of: ${listOf(value).map(together).join("; or ")}`,
  not: (value) => `not: ${together(value)}`,
}

const together = (value: unknown): string => `(${conditionWords(value).join(", ")})`

/** Each condition of an entry as a clause. All of them have to hold. */
export function conditionWords(value: unknown): readonly string[] {
  return Object.entries(fieldsOf(value)).map(([key, said]) => WORDS[key]?.(said) ?? `${key}: ${JSON.stringify(said)}`)
}
