/** `desk`: the same person in the browser as in chat. */
import { card } from '../src/words/card.ts'
import { defineCommand, say } from './command.ts'

export const desk = defineCommand({
  name: 'desk',
  description: 'A link that opens the desk in your browser, signed in as you',
  options: {},
  access: 'see',
  about: 'house',
  answers: 'only-the-asker',
  async run(nora, asked) {
    const { path } = await nora.makeDeskLink(asked.personId)
    return say(
      card('Your desk', ['The link works once, within ten minutes, and signs in as you: keep it to yourself.'], {
        links: [{ label: 'Open your desk', url: nora.links.toDesk(path) }],
      }),
    )
  },
})
