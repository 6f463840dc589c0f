/** The row of a statement that always answers one, such as a count. */
export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error("The database answered nothing to a question that always has an answer.")
  return row
}
