/** Does a film begin only where somebody plainly asks for one? */
import { describe, expect, test } from 'vitest'
import { type Meant, whatIsMeant } from '../../commands/what-is-meant.ts'

const SAID: Readonly<Record<Meant, readonly string[]>> = {
  brief: [
    'a long film of a long road',
    'A crane dances on the shore',
    'a lantern on a lake at night. 1 second, 256x144, 8 fps, 1 shot',
    'Film 3: a lantern in the fog. 2 seconds, 2 shots',
    'Lighthouse keeper walks home over the wall. 8 seconds, 16:9, noir',
    'A product film for our new espresso cup, 8 seconds, warm light',
    'please make us a teaser of a fox that crosses a frozen lake',
    'make a 6 second loop of rain on a window',
    'I need a short clip of two children on a swing at dawn',
    "I'd like a film about a baker who opens her shop at five in the morning",
    'Two old men play chess under a plane tree while the market wakes',
    'An office meeting that slowly turns into a jungle, 10 seconds, 4 shots',
    'close-up of a hand that strikes a match; we follow the flame. 4 s',
    'A train crosses a bridge in the snow gate:always',
    '20 seconds, 9:16: a skateboarder rolls through an empty mall',
    'at dawn a heron lifts off from the reeds and the mist opens',
    'a spot for a lemonade: a girl runs through a sprinkler, “can you feel it?” on the last frame',
    ', a paper boat drifts down a gutter after the rain',
    'give us a trailer of 12 seconds: three astronauts find a piano',
  ],
  unclear: [
    'a fox',
    'red balloons',
    'can you help us please?',
    'what is the status of our film?',
    'is the harbour film done yet',
    'how long will it take',
    'please ask @nora to do that, I am out today',
    'I am out today, ask Bo',
    'could you make a film of a fox?',
    'hey, are you there',
    'hello everyone',
    'please render the film again with more light',
    'shot 2 darker please',
    'make it 8 seconds',
    'make the film shorter and warmer',
    'make shot 2 warmer and the last one longer',
    'the client wants 10 seconds more',
    'the client moved the meeting to Thursday at noon',
    'here is the logo for the end card',
    'this channel is for films only, folks',
    'a reminder to fill in the timesheets before lunch',
    'Bo made a lovely film for the client',
    'a question about the budget of this one',
    'render took 40 seconds on the new GPU',
    'back in 30 seconds',
    'never mind, forget the last message I wrote',
    'that was not what we wanted at all, sorry',
    'no, cancel the one with the fox and the lake',
    'approve',
    'thanks! now a film of a fox on a frozen lake, 8 seconds',
    'thank you, but can you make it warmer?',
    'the film looks a bit dark on my phone',
    'use the same look as last time please',
    'we could do something with balloons some day',
    'let us talk about the storyboard in the call tomorrow',
    'at least it works now on my machine',
    '…',
  ],
  thanks: [
    'thanks!',
    'thank you so much for the film yesterday!',
    'thanks, that looks wonderful!',
    'Thanks a lot Nora 🙏',
    'cheers',
    'danke!',
    'great work',
    'That looks really amazing, thank you so much!',
    'lovely!',
    'wow, perfect',
    'ok thanks',
  ],
}

describe('said to Nora by name', () => {
  for (const [meant, texts] of Object.entries(SAID))
    test.each(texts)(`${meant}: %s`, (text) => {
      expect(whatIsMeant({ text, isToHer: true, files: [] })).toBe(meant)
    })
})

test('what is not said to her first is asked back', () => {
  const text = 'a film of a fox that crosses a frozen lake, 8 seconds'
  expect(whatIsMeant({ text, isToHer: false, files: [] })).toBe('unclear')
  expect(whatIsMeant({ text, isToHer: true, files: [] })).toBe('brief')
})

test('files with words are a brief, pictures alone are asked back, a script says it all', () => {
  const meant = (text: string, ...files: string[]) => whatIsMeant({ text, isToHer: true, files })
  expect(meant('Keeper walks home over the wall', 'harbour.jpg')).toBe('brief')
  expect(meant('', 'harbour.jpg')).toBe('unclear')
  expect(meant('thanks!', 'harbour.jpg')).toBe('unclear')
  expect(meant('here is the invoice', 'invoice.png')).toBe('unclear')
  expect(meant('', 'harbour.jpg', 'keeper.fountain')).toBe('brief')
})
