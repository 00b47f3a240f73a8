/** Does the fake chat keep the contract that the adapters of real platforms keep? */
import { testChat } from '../contracts/chat.ts'
import { createFakeChat } from '../fakes/chat/chat-platform.ts'

testChat('in memory', async () => {
  const fake = createFakeChat({ clock: { now: () => new Date() } })
  return {
    chat: fake.chat,
    channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    userId: 'U1',
    seen: async () =>
      fake.messages.map((m) => ({
        message: m.place.message,
        thread: m.thread,
        text: [m.card.title, ...m.card.lines, ...m.card.links.map((l) => l.url)].join('\n'),
        files: m.files.map((f) => ({ name: f.name, bytes: f.bytes.length })),
        buttons: m.card.buttons,
        mentions: m.mentions,
      })),
    press: async (place, mark) => fake.press(place, mark, 'U1'),
    remove: async (place) => fake.remove(place),
    limitUploads: async (bytes) => fake.limitUploads(bytes),
    [Symbol.asyncDispose]: async () => {},
  }
})
