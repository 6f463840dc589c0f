import type { Line } from "./act"

export const LOCATIONS = ["berlin", "oslo", "reno"] as const

export interface WorldItem {
  readonly id: string
  readonly sku: string
  /** Smallest part of a unit that is traded. */
  readonly step: number
  /** Its stock is set by counts of one importer, or changed by differences, or it comes and goes with its levels. */
  readonly supply: "counted" | "adjusted" | "levels"
  /** May be promised beyond supply. */
  readonly permitted: boolean
}

/** Few items and few units, so that clients meet at the sold-out edge all the time. */
export const ITEMS: readonly (Omit<WorldItem, "id"> & { readonly stock: Readonly<Record<string, number>> })[] = [
  { sku: "hot", step: 1, supply: "adjusted", permitted: false, stock: { berlin: 12 } },
  { sku: "mug", step: 1, supply: "adjusted", permitted: false, stock: { berlin: 15, oslo: 10, reno: 8 } },
  { sku: "flour", step: 0.125, supply: "adjusted", permitted: false, stock: { berlin: 20, oslo: 7.5 } },
  { sku: "shirt", step: 1, supply: "counted", permitted: false, stock: { berlin: 20, reno: 20 } },
  { sku: "lamp", step: 1, supply: "adjusted", permitted: true, stock: { berlin: 6, oslo: 6 } },
  { sku: "popup", step: 1, supply: "levels", permitted: false, stock: {} },
]

export interface World {
  readonly items: readonly WorldItem[]
  readonly levels: readonly Line[]
}
