import fc from "fast-check"
import { buyGet, cartOf, line, productIs, promotion, shippingMethod, type ParityCase } from "./parity-case"

const LINES = ["a", "b", "c", "d"]
const targets = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.subarray(LINES, { minLength: 1 }) },
)
const allocation = fc.constantFrom("across" as const, "each" as const, "once" as const)
const units = fc.integer({ min: 1, max: 4 })

/** The value is given later: in the host it decides the order. */
type Draft = (code: string, value: number) => object

const standard: fc.Arbitrary<Draft> = fc
  .record({
    type: fc.constantFrom("percentage" as const, "fixed" as const),
    target: fc.constantFrom("items" as const, "items" as const, "order" as const, "shipping_methods" as const),
    allocation,
    units,
    of: targets,
    more: fc.record({
      is_automatic: fc.boolean(),
      is_tax_inclusive: fc.boolean(),
      limit: fc.constantFrom(null, null, 1),
    }),
  })
  .map(({ type, target, allocation: how, units: most, of, more }) => (code, value) => {
    const taxed = target === "shipping_methods" ? { ...more, is_tax_inclusive: false } : more
    if (target === "order") return promotion(code, { type, value, target_type: target }, taxed)
    return promotion(
      code,
      {
        type,
        value,
        target_type: target,
        allocation: how,
        ...(how !== "across" && { max_quantity: most }),
        ...(of && target === "items" && { target_rules: [productIs(...of)] }),
      },
      taxed,
    )
  })

const bargain: fc.Arbitrary<Draft> = fc
  .record({
    buy: fc.record({ of: fc.subarray(LINES, { minLength: 1 }), quantity: fc.integer({ min: 1, max: 3 }) }),
    get: fc.record({ of: fc.subarray(LINES, { minLength: 1 }), quantity: fc.integer({ min: 1, max: 2 }) }),
    times: fc.integer({ min: 1, max: 2 }),
  })
  .map(
    ({ buy, get, times }) =>
      (code, value) =>
        buyGet(code, buy, { ...get, atMost: get.quantity * times }, { value }),
  )

const item = (id: string) =>
  fc
    .record({
      // Of less, a bargain could be worth less than a cent: see what stacking means by that.
      cents: fc.integer({ min: 100, max: 9_999 }),
      quantity: fc.integer({ min: 1, max: 5 }),
      tax: fc.constantFrom(0, 7, 20),
      includesTax: fc.boolean(),
      is_discountable: fc.constantFrom(true, true, true, false),
    })
    .map(({ cents, quantity, ...more }) => line(id, cents / 100, quantity, more))

const cart = fc
  .record({
    items: fc.subarray(LINES).chain((ids) => fc.tuple(...ids.map(item))),
    methods: fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 2 }),
  })
  .map(({ items, methods }) =>
    cartOf(items, { shipping_methods: methods.map((cents, n) => shippingMethod(`s${n}`, cents / 100)) }),
  )

/**
 * Up to 4 promotions of the host's and a cart. Bargains come first and larger values before smaller ones, as the host
 * sorts them; their codes sort the same way, so that ours apply in the same order.
 */
export const arbitraryParityCase = (): fc.Arbitrary<ParityCase> =>
  fc
    .record({
      bargains: fc.array(bargain, { maxLength: 2 }),
      others: fc.array(standard, { maxLength: 3 }),
      values: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 }),
      entered: fc.subarray(["P0", "P1", "P2", "P3", "P4"]),
      spent: fc.boolean(),
      cart,
    })
    .map(({ bargains, others, values, entered, spent, cart: priced }) => {
      const larger = (a: number, b: number) => b - a
      const ofBargains = values.slice(0, bargains.length).sort(larger)
      const ofOthers = values.slice(bargains.length).sort(larger)
      const promotions = [
        ...bargains.map((draft, n) => draft(`P${n}`, ofBargains[n]!)),
        ...others.map((draft, n) => draft(`P${bargains.length + n}`, ofOthers[n]!)),
      ]
      const limited = promotions.filter((one) => "limit" in one && one.limit === 1) as unknown as { code: string }[]
      return {
        name: "random",
        promotions,
        codes: entered,
        used: spent ? limited.map(({ code }) => ({ code })) : [],
        cart: priced,
      }
    })
