/** What people read of how long a film's shots still wait or take. */
import { count } from './say.ts'

type Expected = { readonly etaSeconds: number; readonly isGuess: boolean }

export const queueLine = ({ position, ...e }: Expected & { readonly position: number }): string =>
  `${ordinal(position)} in the queue, ${aboutTime(e.etaSeconds)}${guessWords(e)}`

export const leftLine = (e: Expected): string => `${capital(aboutTime(e.etaSeconds))} left${guessWords(e)}`

const guessWords = ({ isGuess }: Expected): string => (isGuess ? ' (a guess: there are no takes like it yet)' : '')

/** To the minute, later to five, then to half an hour: nobody knows it better. */
export function aboutTime(seconds: number): string {
  const minutes = seconds / 60
  if (minutes < 0.75) return 'less than a minute'
  if (minutes < 10) return `about ${count(Math.round(minutes), 'minute')}`
  if (minutes < 57.5) return `about ${Math.round(minutes / 5) * 5} minutes`
  const hours = Math.round(minutes / 30) / 2
  return `about ${hours === 1 ? '1 hour' : `${hours} hours`}`
}

export function ordinal(n: number): string {
  const teens = n % 100 >= 11 && n % 100 <= 13
  return `${n}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
