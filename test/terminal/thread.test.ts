/** Does a terminal show what was said, and obey nothing that was smuggled into it? */
import { expect, test } from 'vitest'
import { createTerminalThread } from '../../adapters/terminal/thread.ts'
import { card } from '../../src/words/card.ts'

test('what can be answered stands under the question by its number', () => {
  const written: string[] = []
  const thread = createTerminalThread({ write: (text) => written.push(text) }, { color: false })
  const button = (label: string, verb: string) => ({ label, verb, value: 'x', style: 'plain' as const })
  thread.post(card('Which?', [], { buttons: [button('This', 'answer'), button('Leave it', 'answer')] }), [])
  thread.post(card('The film', [], { buttons: [button('Approve', 'approve')] }), [])
  expect(written.join('')).toMatch(/Which\?\n +1\. This\n +2\. Leave it\n/)
  expect(written.join('')).not.toContain('Approve')
})

const SMUGGLED = 'a lantern \u001b]0;owned\u0007\u001b[2Jand\r\u009b31m wind\nrises'

for (const isTTY of [true, false])
  test(`what a person or a host wrote moves no cursor (${isTTY ? 'a terminal' : 'a pipe'})`, () => {
    const written: string[] = []
    const thread = createTerminalThread({ write: (text) => written.push(text), isTTY, columns: 200 }, { color: false })
    thread.say('You', [SMUGGLED], [SMUGGLED])
    thread.post(card(SMUGGLED, [SMUGGLED]), [SMUGGLED])
    written.push('|')
    thread.status(card(SMUGGLED, [SMUGGLED], { progress: 0.5 }))
    const all = written.join('')
    // Nora's own: the status line is begun anew.
    expect(all.replaceAll('\r\u001b[2K', '').replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    expect(all.slice(all.indexOf('|')).trimEnd()).not.toContain('\n')
    expect(all).toContain('a lantern')
  })
