import { addDays, type CalendarDay } from "../domain/calendar-day"
import type { Sql } from "./atp-suite"

/** The day it is on the database's clock, and days after it. */
export async function daysFromToday(sql: Sql): Promise<(days: number) => CalendarDay> {
  const [row] = await sql<{ today: CalendarDay }>(`select (now() at time zone 'utc')::date::text as today`)
  if (!row) throw new Error("The database did not say what day it is.")
  return (days) => addDays(row.today, days)
}
