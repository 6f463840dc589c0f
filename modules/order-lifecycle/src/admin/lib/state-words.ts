/** A name of the tables as people read it: `partially_fulfilled` is "Partially fulfilled". */
export function stateWords(name: string): string {
  const words = name.replaceAll("_", " ")
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The same within a sentence. */
export const stateWord = (name: string): string => name.replaceAll("_", " ")
