/** How a point in time is stored: to the millisecond, as `Date` has it, so that a cursor made of a row finds that row again. */
import { timestamp } from 'drizzle-orm/pg-core'

export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
