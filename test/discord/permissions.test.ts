/** Is Nora asked for the fewest permissions, and is it found which of them a channel withholds? */
import { PermissionFlagsBits as Bit } from 'discord.js'
import { expect, test } from 'vitest'
import { inviteLink, missingIn } from '../../adapters/discord/permissions.ts'

const GUILD = '900000000000000001'
const ME = '900000000000000003'
const ROLE = '900000000000000007'
const NEEDED = 309_237_763_136n
const role = (id: string, bits: bigint) => ({ id, permissions: String(bits) })
const over = (id: string, allow: bigint, deny: bigint) => ({ id, allow: String(allow), deny: String(deny) })
const look = (
  roles: readonly { readonly id: string; readonly permissions: string }[],
  ...overwrites: ReturnType<typeof over>[]
) => missingIn({ guild: GUILD, me: ME, roles, overwrites })

test('the invite link asks for what Nora does and no more', () => {
  const url = new URL(inviteLink('123456789012345678'))
  expect(url.searchParams.get('permissions')).toBe(String(NEEDED))
  expect(url.searchParams.get('scope')).toBe('bot applications.commands')
})

test('what the roles give is enough, unless the channel takes it away', () => {
  const roles = [role(GUILD, Bit.ViewChannel), role(ROLE, NEEDED)]
  expect(look(roles)).toEqual([])
  expect(look(roles, over(GUILD, 0n, Bit.ViewChannel))).toEqual(['View Channel'])
  expect(look(roles, over(ROLE, 0n, Bit.AttachFiles | Bit.AddReactions))).toEqual(['Attach Files', 'Add Reactions'])
})

test("a role's yes stands over everybody's no, the member's own over both, an administrator's over all", () => {
  const roles = [role(GUILD, 0n), role(ROLE, NEEDED)]
  expect(look(roles, over(GUILD, 0n, NEEDED), over(ROLE, NEEDED, 0n))).toEqual([])
  expect(look(roles, over(ROLE, 0n, NEEDED), over(ME, NEEDED, 0n))).toEqual([])
  expect(look(roles, over(ME, 0n, Bit.EmbedLinks))).toEqual(['Embed Links'])
  expect(look([role(GUILD, Bit.Administrator)], over(ME, 0n, NEEDED))).toEqual([])
  // Somebody else's is not hers.
  expect(look(roles, over('900000000000000009', 0n, NEEDED))).toEqual([])
})
