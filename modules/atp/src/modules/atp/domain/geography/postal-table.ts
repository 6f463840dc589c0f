import { BrokenAssumption } from "@holdfast/kernel"

import type { Point } from "./point"

export type PostalRegion = Point & { readonly name: string }

// Keys, latitude, longitude, name; the keys are prefixes and ranges of prefixes with commas between them.
const ROW = /^(\S+) +(-?\d+(?:\.\d+)?) +(-?\d+(?:\.\d+)?) +(\S.*)$/
const RANGE = /^(\d+)-(\d+)$/

/**
 * Reads a table of postal regions, one row each, into a map from prefix to region. Prefixes keep their leading zeros.
 *
 * @throws BrokenAssumption for a row that cannot be read and for a prefix that two rows claim: the data is our own.
 *
 * @example
 * postalTable(`
 *   10-12,14 52.5 13.4 Berlin
 *   20       53.6 10.0 Hamburg
 * `).get("11") // { latitude: 52.5, longitude: 13.4, name: "Berlin" }
 */
export function postalTable(text: string): ReadonlyMap<string, PostalRegion> {
  const regions = new Map<string, PostalRegion>()
  const rows = text.split("\n").map((row) => row.trim())
  for (const row of rows.filter((row) => row !== "")) {
    const [, keys, latitude, longitude, name] = ROW.exec(row) ?? []
    if (keys === undefined || name === undefined) throw unreadable(row)
    const region = { latitude: Number(latitude), longitude: Number(longitude), name }
    for (const prefix of keys.split(",").flatMap((key) => prefixes(key, row))) {
      if (regions.has(prefix)) throw doubled(prefix, row)
      regions.set(prefix, region)
    }
  }
  return regions
}

function prefixes(key: string, row: string): string[] {
  const [, from, to] = RANGE.exec(key) ?? []
  if (from === undefined || to === undefined) return [key]
  const [first, last] = [Number(from), Number(to)]
  if (from.length !== to.length || first > last) throw unreadable(row)
  return Array.from({ length: last - first + 1 }, (_, step) => String(first + step).padStart(from.length, "0"))
}

function unreadable(row: string): BrokenAssumption {
  return new BrokenAssumption(
    "postal_table_unreadable",
    `The row "${row}" is not prefixes, latitude, longitude and name.`,
    'Write it like "10-14 52.5 13.4 Berlin", ranges with equally long ends, the lower one first.',
  )
}

function doubled(prefix: string, row: string): BrokenAssumption {
  return new BrokenAssumption(
    "postal_table_doubled",
    `The prefix ${prefix} of the row "${row}" is taken by an earlier row.`,
    "Keep it in one of the two.",
  )
}
