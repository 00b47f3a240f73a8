/** Is a channel that cannot be asked for now told apart from one that Nora may not see? */
import { Client } from 'discord.js'
import { expect, test } from 'vitest'
import { createDirectory } from '../../adapters/discord/directory.ts'

test('a Discord that cannot be reached is a failure, and no channel that Nora may not see', async () => {
  const client = new Client({ intents: [], rest: { api: 'http://127.0.0.1:9/api', retries: 0 } })
  client.rest.setToken('a-token')
  await expect(createDirectory(() => client).where('1000000000000000001')).rejects.toThrow('ECONNREFUSED')
  await client.destroy()
})
