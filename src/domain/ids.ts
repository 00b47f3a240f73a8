/** Makes and parses every id of the house: a prefix that says what it names, then a UUID without its hyphens. */
import { createHash } from 'node:crypto'

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type ProjectId = Id<'project'>
export type PersonId = Id<'person'>
export type AssetId = Id<'asset'>
export type BriefId = Id<'brief'>
export type ShotId = Id<'shot'>
export type TakeId = Id<'take'>
export type DeliveryId = Id<'delivery'>
export type TaskId = Id<'task'>
export type ActionId = Id<'action'>
export type NoteId = Id<'note'>
export type ShareId = Id<'share'>
export type CommentId = Id<'comment'>

export const ID_PREFIX = {
  project: 'prj',
  person: 'per',
  asset: 'ast',
  brief: 'brf',
  shot: 'sht',
  take: 'tke',
  delivery: 'dlv',
  task: 'tsk',
  action: 'act',
  note: 'nte',
  share: 'shr',
  comment: 'cmt',
} as const
export type IdName = keyof typeof ID_PREFIX

/** `uuid` is any RFC 9562 UUID. */
export const makeId = <N extends IdName>(name: N, uuid: string): Id<N> =>
  `${ID_PREFIX[name]}_${uuid.replaceAll('-', '').toLowerCase()}` as Id<N>

/** What a request makes has its id from the request: carried out twice, it is the same. */
export function makeIdFor<N extends IdName>(name: N, request: string): Id<N> {
  const hash = createHash('sha256').update(`${name} ${request}`).digest('hex')
  // As version 8 of RFC 9562, which leaves the rest to us.
  return makeId(name, `${hash.slice(0, 12)}8${hash.slice(13, 16)}a${hash.slice(17, 32)}`)
}

/** The id when `text` is one of that name, else null: what comes from outside is asked, never cast. */
export function parseId<N extends IdName>(name: N, text: string): Id<N> | null {
  const known = new RegExp(`^${ID_PREFIX[name]}_[0-9a-f]{32}$`)
  return known.test(text) ? (text as Id<N>) : null
}

/** The project that briefs without a `projectId` belong to; made when it is missing. */
export const DEFAULT_PROJECT = makeId('project', '00000000-0000-4000-8000-000000000001')
/** The person behind loopback requests and the demo, where nobody has signed in. */
export const LOCAL_PERSON = makeId('person', '00000000-0000-4000-8000-000000000002')
