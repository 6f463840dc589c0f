const format = new Intl.NumberFormat("en", { maximumFractionDigits: 3 })

/** Units as people read them: 1,250 or 0.5. */
export const quantityText = (quantity: number): string => format.format(quantity)
