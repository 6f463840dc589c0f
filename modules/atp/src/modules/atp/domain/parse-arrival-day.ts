import { refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { addDays, parseCalendarDay, type CalendarDay, type DateInvalid } from "./calendar-day"

/** Ten years. Beyond it, a day is a slip of the keyboard, or a placeholder that would be told to shoppers. */
export const FURTHEST_DAYS = 3_650

/** Reads a day on which something is to happen: today at the earliest. A day that was kept before may stay. */
export function parseArrivalDay(
  input: unknown,
  field: string,
  today: CalendarDay,
  kept: string | null = null,
): Outcome<CalendarDay, DateInvalid | Refusal<"date_in_past">> {
  const day = parseCalendarDay(input, field)
  if (!day.ok || day.value === kept) return day
  if (day.value < today) {
    return refuse("date_in_past", `${field} is ${day.value}, and today is ${today}.`, "Send today or a later day.")
  }
  const furthest = addDays(today, FURTHEST_DAYS)
  if (day.value <= furthest) return day
  return refuse("date_invalid", `${field} is ${day.value}, after ${furthest}.`, "Send a day within ten years.")
}
