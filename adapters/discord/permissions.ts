/** What Nora must be allowed in a channel of Discord: the fewest with which all that she does works, and which of them she lacks. Pure. */
import { PermissionFlagsBits as Bit } from 'discord.js'

const NEEDED = [
  ['View Channel', Bit.ViewChannel],
  ['Send Messages', Bit.SendMessages],
  ['Create Public Threads', Bit.CreatePublicThreads],
  ['Send Messages in Threads', Bit.SendMessagesInThreads],
  ['Embed Links', Bit.EmbedLinks],
  ['Attach Files', Bit.AttachFiles],
  ['Read Message History', Bit.ReadMessageHistory],
  ['Add Reactions', Bit.AddReactions],
] as const

/** Asks whoever opens it to let Nora into a server of theirs, with that and no more. */
export function inviteLink(applicationId: string): string {
  const permissions = NEEDED.reduce((all, [, bit]) => all | bit, 0n)
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  })
  return `https://discord.com/oauth2/authorize?${query.toString()}`
}

export type Overwrite = { readonly id: string; readonly allow: string; readonly deny: string }

/** In the order that Discord documents: everybody's, the roles' together, the member's own. */
export function missingIn(o: {
  readonly guild: string
  readonly me: string
  /** Of the member, everybody's among them. */
  readonly roles: readonly { readonly id: string; readonly permissions: string }[]
  readonly overwrites: readonly Overwrite[]
}): readonly string[] {
  let may = o.roles.reduce((all, r) => all | BigInt(r.permissions), 0n)
  if ((may & Bit.Administrator) !== 0n) return []
  const own = new Set(o.roles.map((r) => r.id).filter((id) => id !== o.guild))
  for (const applies of [(id: string) => id === o.guild, (id: string) => own.has(id), (id: string) => id === o.me]) {
    const found = o.overwrites.filter(({ id }) => applies(id))
    may &= ~found.reduce((all, w) => all | BigInt(w.deny), 0n)
    may |= found.reduce((all, w) => all | BigInt(w.allow), 0n)
  }
  return missingOf(may)
}

/** Of all that Nora may somewhere. */
export const missingOf = (may: bigint): readonly string[] =>
  (may & Bit.Administrator) !== 0n ? [] : NEEDED.filter(([, bit]) => (may & bit) === 0n).map(([name]) => name)
