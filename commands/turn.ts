/** A page of a long answer is turned: the command that its button carries is run again, as things now are. */
import { z } from 'zod'
import type { Nora } from '../src/nora.ts'
import { commandNamed } from './catalogue.ts'
import type { Answer, Asked } from './command.ts'
import type { Turn } from './pages.ts'
import { runCommand } from './run.ts'

const zGiven = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** Null for what is no such button. */
export function turnIn(text: string): Turn | null {
  const [, page = '', name = '', json] = /^page (\d{1,3}) ([a-z-]+(?: [a-z-]+)?)(?: (\{.*\}))?$/s.exec(text) ?? []
  const command = commandNamed(name)
  if (command === null || command.access !== 'see') return null
  try {
    return { command, given: json === undefined ? {} : zGiven.parse(JSON.parse(json)), page: Number(page) }
  } catch {
    return null
  }
}

export const runTurn = (nora: Nora, { command, given, page }: Turn, asked: Asked): Promise<Answer> =>
  runCommand(nora, command, { ...asked, page }, given)
