import type { Condition, Entry } from "../entry"

/** A condition without others inside. */
export type Atom = Exclude<Condition, { kind: "always" | "all" | "any" | "not" }>

/** One thing that a cart has to fulfil, or must not. */
export interface Literal {
  readonly atom: Atom
  readonly holds: boolean
  /** Whose it is: lines that it excludes are not there for it. */
  readonly of: Entry
}

/** All of these together. */
export type Clause = readonly Literal[]

const MOST_CLAUSES = 32

/**
 * The ways in which a condition can be fulfilled, or with `holds` false: those in which it is not. There are none when
 * nothing can fulfil it.
 *
 * Where there would be more than 32 of them, what makes them so many is left out. The ways then allow more than the
 * condition does, so what they rule out is ruled out all the same.
 */
export function clausesOf(condition: Condition, of: Entry, holds = true): readonly Clause[] {
  switch (condition.kind) {
    case "always":
      return holds ? [[]] : []
    case "not":
      return clausesOf(condition.of, of, !holds)
    case "all":
    case "any": {
      const parts = condition.of.map((part) => clausesOf(part, of, holds))
      return (condition.kind === "all") === holds ? everyOf(parts) : someOf(parts)
    }
    default:
      return [[{ atom: condition, holds, of }]]
  }
}

function everyOf(parts: readonly (readonly Clause[])[]): readonly Clause[] {
  let clauses: readonly Clause[] = [[]]
  // Short ones first, so that it is the long ones that are left out.
  for (const part of [...parts].sort((a, b) => a.length - b.length)) {
    if (clauses.length * part.length > MOST_CLAUSES) continue
    clauses = clauses.flatMap((clause) => part.map((more) => [...clause, ...more]))
  }
  return clauses
}

function someOf(parts: readonly (readonly Clause[])[]): readonly Clause[] {
  const clauses = parts.flat()
  return clauses.length > MOST_CLAUSES ? [[]] : clauses
}

/** The literals of one kind. */
export function only<K extends Atom["kind"]>(clause: Clause, kind: K) {
  type Of = Literal & { readonly atom: Extract<Atom, { kind: K }> }
  return clause.filter((literal): literal is Of => literal.atom.kind === kind)
}
