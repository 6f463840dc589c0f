import { money, type Currency } from "@holdfast/kernel"

/** An amount for people: `19.99 EUR`. */
export const sayAmount = (minor: bigint, currency: string): string => money(minor, currency as Currency).toString()
