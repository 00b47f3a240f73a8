/** What a brief's text tells once its instructions are taken out, tidied so that it reads as a text again. */
import { type Clause, SENTENCE, SMALL, touching, without, wordsOf } from './brief-text-clauses.ts'
import type { Find } from './brief-text-find.ts'

const LEAD_IN =
  /^(?:please\s+)?(?:(?:can|could) you\s+|(?:we|i)(?:['’]d)?\s+(?:want|need|would like|like)\s+(?:you to\s+)?)?(?:make|create|give|shoot|produce|render|film)?\s*(?:me|us)?\s*(?:an?|the|one)?\s*(?:short|little|small|brief|,|and|\s)*(?:film|clip|spot|video|movie|ad|advert|commercial|teaser|trailer|promo|animation|animatic|piece|reel|loop|shot|scene|short|shots|vignette)?\s*(?:about|of|showing|that shows|with|where|in which|on|for|:)\s+/i
const DANGLING = /(?:^|\s)(?:in|with|at|for|für|pour|and|of|over|as|,|style|format|long|aspect|ratio|about)$/i

export function restOf(text: string, given: readonly Clause[], counted: readonly Find[]): string {
  let rest = ''
  let gap = ''
  for (const clause of given) {
    const here = touching(counted, clause.start, clause.end)
    const heading = rest === '' && clause.after.includes(':') && wordsOf(clause.text).every((w) => SMALL.test(w))
    const whole = heading || (here.length > 0 && (clause.technical || covers(here, clause)))
    const left = whole ? '' : here.length > 0 ? tidy(without(text, clause.start, clause.end, here)) : clause.text.trim()
    if (left !== '') {
      rest += rest === '' ? left : gap + left
      gap = clause.after
    } else if (clause.bracketed) gap = ' '
    else if (SENTENCE.test(clause.after) && !SENTENCE.test(gap)) gap = clause.after
  }
  const end = /[.!?。！？…]/u.exec(gap)?.[0] ?? ''
  return (rest + end).trim()
}

const covers = (finds: readonly Find[], c: Clause): boolean =>
  finds.some((f) => f.start <= c.start && f.end >= c.start + c.text.trimEnd().length)

function tidy(text: string): string {
  let left = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^[-,\s]+/, '')
  left = left.replace(/^(?:please\s+(?:film|shoot|show)|for|für|pour|de|von)\s+/i, '').replace(LEAD_IN, '')
  for (let cut = left.replace(DANGLING, ''); cut !== left; cut = left.replace(DANGLING, '')) left = cut.trim()
  return wordsOf(left).every((w) => SMALL.test(w)) ? '' : left.trim()
}
