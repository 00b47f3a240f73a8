/** What the forms of content share: where a thing is, and the note's own words for whoever renders them. */
import { type Clause, spoken } from './note-scene.ts'

export const IN = String.raw`(?:\s*,?\s+(?:in|on|of|for|from|at)\s+(§\d+|(?:the|this|that)\s+(?:[\w'-]+\s+){0,4}(?:shots?|one|scene)|it|this|that))?`
export const article = (words: string) => words.replace(/^(?:an?|the|that|this|any|some)\s+/i, '').trim()
export const say = (clause: Clause) => ({ type: 'content', text: spoken(clause.text, clause.marks) }) as const
