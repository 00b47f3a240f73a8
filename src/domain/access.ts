/** Decides who may do what in a project: a table of role × verb, and the two rules for the requester. */
import type { AccessFailure } from './failure.ts'
import type { PersonId } from './ids.ts'
import type { Role } from './project.ts'
import { fail, ok, type Result } from './result.ts'

export const VERBS = [
  'see',
  'comment',
  'brief',
  'note',
  'add-asset',
  'cancel-own',
  'verdict',
  'go',
  'cancel',
  'retry',
  'bump',
  'lock',
  'remove-asset',
  'set-look',
  'set',
] as const
export type Verb = (typeof VERBS)[number]

const GUEST: readonly Verb[] = ['see', 'comment']
const MEMBER: readonly Verb[] = [...GUEST, 'brief', 'note', 'add-asset', 'cancel-own']
const REVIEWER: readonly Verb[] = [...MEMBER, 'verdict']
const PRODUCER: readonly Verb[] = [...REVIEWER, 'go', 'cancel', 'retry', 'bump', 'lock', 'remove-asset', 'set-look']
const ADMIN: readonly Verb[] = [...PRODUCER, 'set']

const ROLES = ['guest', 'member', 'reviewer', 'producer', 'admin'] as const satisfies readonly Role[]
const MAY: Readonly<Record<Role, readonly Verb[]>> = {
  guest: GUEST,
  member: MEMBER,
  reviewer: REVIEWER,
  producer: PRODUCER,
  admin: ADMIN,
}

/** Who may, the least of them first. */
export const rolesThatMay = (verb: Verb): readonly Role[] => ROLES.filter((role) => MAY[role].includes(verb))

export type Asker = { readonly personId: PersonId; readonly role: Role | null }
/** What the verb is about, where it is about a brief. */
export type Subject = { readonly requesterId: PersonId; readonly hasReviewers: boolean }

export function mayDo(asker: Asker, verb: Verb, subject?: Subject): Result<void, AccessFailure> {
  const own = subject !== undefined && subject.requesterId === asker.personId
  const role = asker.role
  if (role !== null && MAY[role].includes(verb)) {
    if (verb === 'cancel-own' && !own) return refuse(verb, role)
    return ok(undefined)
  }
  // The requester may always note, a lock being one of the notes, and judges where nobody else was named to.
  if (own && (verb === 'note' || verb === 'lock' || (verb === 'verdict' && !subject.hasReviewers))) return ok(undefined)
  return refuse(verb, role)
}

const refuse = (verb: Verb, role: Role | null) =>
  fail({ type: 'not-allowed', verb, role: role ?? 'nobody here' } as const)
