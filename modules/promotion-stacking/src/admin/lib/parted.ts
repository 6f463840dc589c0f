/** What is written with commas between, as a list. */
export const parted = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
