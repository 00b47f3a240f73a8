/** Every sentence that people see about a failure: what is wrong and what to do, in one line. */
import { rolesThatMay, type Verb, VERBS } from '../domain/access.ts'
import { BRIEF_LIMITS } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BudgetLack } from '../domain/budget.ts'
import { exhaustive } from '../domain/result.ts'
import { MINUTE } from '../domain/time.ts'

export function sayFailure(f: Failure): string {
  switch (f.type) {
    case 'brief-empty':
      return 'The brief is empty: say in a sentence what the film shows, or attach a script.'
    case 'brief-too-long':
      return f.maxCharacters === BRIEF_LIMITS.maxScriptCharacters
        ? `The script has ${count(f.characters, 'character')}, at most ${f.maxCharacters.toLocaleString('en')} fit: shorten it, or split it into several briefs.`
        : `The brief has ${count(f.characters, 'character')}, at most ${f.maxCharacters.toLocaleString('en')} fit: shorten it, or attach the long text as a .txt, .md or .fountain script.`
    case 'duration-out-of-range':
      return `A film of ${seconds(f.seconds)} cannot be made: ask for ${seconds(f.minSeconds)} to ${seconds(f.maxSeconds)}.`
    case 'size-out-of-range':
      return `The size "${f.given}" cannot be made: give width x height between ${f.minSide} and ${f.maxSide} pixels such as 768x432, or an aspect such as 16:9.`
    case 'fps-out-of-range':
      return `${f.given} frames a second cannot be made: ask for ${f.minFps} to ${f.maxFps}.`
    case 'shot-count-out-of-range':
      return `${f.given} shots cannot be planned: ask for 1 to ${f.max}, and for no more than the film has seconds.`
    case 'workflow-unknown':
      return `There is no workflow "${f.given}": use one of ${f.known.join(', ')}.`
    case 'own-workflow-unknown':
      return f.known.length === 0
        ? `This project has no workflow "${f.given}" of its own, nor any other.`
        : `This project has no workflow "${f.given}" of its own: it has ${f.known.join(', ')}.`
    case 'workflow-refused':
      return f.reasons.join(' ')
    case 'deliverable-unknown':
      return `"${f.given}" cannot be delivered: ask for a shape or size (9:16, square, 1080x1920), for mp4, mov or webm, with or without sound, or leave it out to get the film as mp4.`
    case 'too-many-deliverables':
      return `${f.deliverables} kinds of the film are too many for one brief: ask for at most ${f.max}.`
    case 'project-unknown':
      return `There is no project "${f.projectId}": list them at /api/projects, or leave projectId out for the default one.`
    case 'brief-unknown':
      return `There is no brief "${f.briefId}": check its id.`
    case 'asset-unknown':
      return `There is no asset "${f.assetId}" in this project: upload it first, or check its id.`
    case 'host-unknown':
      return `There is no GPU host "${f.host}"${f.known.length === 0 ? '' : `: there ${f.known.length === 1 ? 'is' : 'are'} ${f.known.join(', ')}`}.`
    case 'version-unknown':
      return f.newest === 0
        ? `There is no plan ${f.version}: wait for the first plan.`
        : `There is no plan ${f.version}: the newest is plan ${f.newest}.`
    case 'asset-in-use':
      return `The file "${f.name}" belongs to a brief and stays: it can be removed only while no brief uses it.`
    case 'idempotency-key-reused':
      return `The Idempotency-Key "${f.key}" was used for another brief: use a new key for a new brief.`
    case 'too-many-files':
      return `${f.files} files are too many for one brief: send at most ${f.maxFiles}.`
    case 'file-missing':
      return `There is no file "${f.name}": check its path.`
    case 'file-unreadable':
      return `The file "${f.name}" cannot be read (${f.reason}): send it again, or check that it is a file you may open.`
    case 'file-empty':
      return `The file "${f.name}" is empty: send it again.`
    case 'file-too-large':
      return `The file "${f.name}" is larger than ${bytes(f.maxBytes)}: send a smaller version.`
    case 'file-kind-unknown':
      return `The file "${f.name}" is ${f.looksLike}, which Nora cannot use: send a picture (PNG, JPEG, WebP, GIF), footage (MP4, MOV, WebM, MKV), sound (WAV, MP3, M4A, OGG, FLAC) or a script (.txt, .md, .fountain).`
    case 'file-not-what-it-says':
      return `The file "${f.name}" says it is ${f.says} but holds ${f.is}: give it its right name, or export it again.`
    case 'file-corrupt':
      return `The file "${f.name}" is damaged (${f.reason}): export it again and send the new one.`
    case 'stale-event':
      return staleSentence(f.stage, f.event)
    case 'stale-plan':
      return `That was plan ${f.planVersion}; plan ${f.newest} is here: look at that one.`
    case 'over-budget':
      return sayBudget(f)
    case 'no-delivery':
      return 'There is no delivery yet: wait for the film, then say what you think.'
    case 'stale-delivery':
      return `That was delivery ${f.deliveryNo}; delivery ${f.newest} is here: look at that one.`
    case 'approval-stands':
      return `Delivery ${f.deliveryNo} is approved: reopen it with a note that says what to change.`
    case 'nothing-to-revoke':
      return `You have no verdict on delivery ${f.deliveryNo} to take back.`
    case 'own-verdict':
      return `Nora's own mark on delivery ${f.deliveryNo} is no verdict: a person must give it.`
    case 'note-empty':
      return 'The note is empty: say what to change, for instance "shot 2 darker".'
    case 'note-too-long':
      return `The note has ${count(f.characters, 'character')}, at most ${f.maxCharacters.toLocaleString('en')} fit: shorten it.`
    case 'question-closed':
      return 'That question is closed: say it again if it still matters.'
    case 'cannot-revise':
      return `That cannot be done (${f.reason}): say it differently.`
    case 'not-approved':
      return `Only an approved film gives its look: this one is ${stageWord(f.stage)}.`
    case 'not-allowed':
      return `You may not ${deedOf(f.verb)} here ${asWhom(f.role)}: ${whomToAsk(f.verb)}.`
    case 'host-down':
      return `The GPU host ${f.host} does not answer (${f.reason}): start it, or check COMFYUI_URLS.`
    case 'host-frozen':
      return `The GPU host ${f.host} answers, but its queue stands still (${f.reason}): restart ComfyUI there.`
    case 'host-lost-prompt':
      return `The GPU host ${f.host} forgot the shot, as it does when it restarts: the shot must be rendered again.`
    case 'out-of-memory':
      return `The GPU host ${f.host} ran out of memory${f.node === null ? '' : ` in ${f.node}`}: ask for a smaller size or fewer frames, or use a larger GPU.`
    case 'missing-node':
      return `The GPU host ${f.host} lacks the node ${f.node} that the workflow ${f.workflow} needs: install its node pack${whoHas(f.elsewhere)}, then retry.`
    case 'missing-model':
      return `The GPU host ${f.host} lacks the model ${f.file} (${f.node}, ${f.input}): put it into its models folder${whoHas(f.elsewhere)}, then retry.`
    case 'bad-graph':
      return `The GPU host ${f.host} refused the workflow ${f.workflow} (${f.reason}): mend the workflow, then retry.`
    case 'node-failed':
      return `The node ${f.node} failed on ${f.host} (${f.message}): look at that host's log, then retry.`
    case 'interrupted':
      return `The shot was stopped on ${f.host}: retry to render it again.`
    case 'bad-output':
      return `The GPU host ${f.host} gave a broken file (${f.reason}): retry, and look at its video node if it happens again.`
    case 'plan-refused':
      return `No plan came of this brief (${f.reason}): say it differently, and send it again.`
    case 'workflow-cannot':
      return `The workflow ${f.workflow} cannot do this (${f.reason}): choose another one, or leave the choice to Nora.`
    case 'asset-lost':
      return `The file ${f.assetId} is no longer in the vault: upload the same file again, or put it back, then retry.`
    case 'preview-unknown':
      return 'There is no preview of this brief: there is one while it is being shot, in projects whose setting `previews` is on.'
    case 'media-failed':
      return `The ${f.operation} failed (${f.reason}): retry, and look at the log if it happens again.`
    case 'internal':
      return `Something broke in Nora herself (${f.reason}): retry, and look at the log if it happens again.`
    default:
      return exhaustive(f)
  }
}

/** Other hosts have what this one lacks. */
const whoHas = (hosts: readonly string[]): string =>
  hosts.length === 0 ? '' : ` (${listed(hosts)} ${hosts.length === 1 ? 'has' : 'have'} it)`

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
/** What a plan lacks, with the sum. */
export const sayBudget = (lack: BudgetLack): string =>
  `This plan needs about ${minutes(lack.neededMs)} GPU minutes; ${minutes(lack.usedMs + lack.reservedMs)} of ${minutes(lack.budgetMs)} are used or reserved this month: an admin can raise monthlyGpuMinutes, or say Go next month.`

const minutes = (ms: number): string => {
  const exact = ms / MINUTE
  return String(exact >= 10 ? Math.round(exact) : Number(exact.toPrecision(2)))
}

const asWhom = (role: string): string => (role === 'nobody here' ? 'from outside the project' : `as a ${role}`)

/** As the table of roles has it; the requester may do some of it as well. */
function whomToAsk(verb: string): string {
  if (verb === 'cancel-own' || verb === 'cancel') return 'ask who asked for it, a producer or an admin of the project'
  const known = VERBS.find((v) => v === verb)
  const roles = known === undefined ? (['producer', 'admin'] as const) : rolesThatMay(known)
  const [least] = roles
  // The least of them can be named by any admin.
  const isForAll = least === 'guest' || least === 'member'
  if (isForAll) return `ask an admin of the project to name you a ${least}`
  const asked = roles.map((role) => `${role === 'admin' ? 'an' : 'a'} ${role}`)
  return `ask ${asked.length < 2 ? asked.join() : `${asked.slice(0, -1).join(', ')} or ${asked.at(-1)}`} of the project`
}

/** "You may not …". */
const DEEDS = {
  see: 'see the films',
  comment: 'comment on films',
  brief: 'ask for films',
  note: 'say what changes in films',
  'add-asset': 'add files to the vault',
  'cancel-own': 'stop the films of others',
  verdict: 'approve or reject films',
  go: 'say Go',
  cancel: 'stop the films of others',
  retry: 'take up the films of others again',
  bump: 'let a film go first',
  lock: 'lock shots',
  'remove-asset': 'take files out of the vault',
  'set-look': 'set the look',
  set: 'change settings',
} as const satisfies Record<Verb, string>
const deedOf = (verb: string): string => (DEEDS as Readonly<Record<string, string>>)[verb] ?? 'do that'

function staleSentence(stage: string, event: string): string {
  const wish: Readonly<Record<string, string>> = {
    go: 'There is no plan waiting for Go',
    'plan-again': 'There is no plan waiting to be changed',
    cancelled: 'There is nothing to cancel',
    retried: 'There is nothing to retry',
    'start-revision': 'No note waits to be taken up',
    reopened: 'There is nothing to reopen',
    approved: 'There is no such delivery to approve',
    rejected: 'There is no such delivery to reject',
    'changes-requested': 'There is no such delivery to change',
  }
  return `${wish[event] ?? 'That came too late'}: the brief is ${stageWord(stage)} now.`
}

/** "The brief is …". */
export function stageWord(stage: string): string {
  const words: Readonly<Record<string, string>> = {
    planning: 'being planned',
    'plan-review': 'waiting for Go',
    shooting: 'being shot',
    cutting: 'being cut',
    delivering: 'being delivered',
    'in-review': 'in review',
    revising: 'being revised',
    approved: 'approved',
    cancelled: 'cancelled',
    failed: 'stopped by a failure',
  }
  return words[stage] ?? stage
}

export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

/** "12 seconds", "0.5 seconds", "2 minutes 5 seconds". */
export function seconds(s: number): string {
  const tenths = Math.round(s * 10) / 10
  if (tenths < 60) return count(tenths, 'second')
  const whole = Math.round(s)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = whole % 60
  return [
    hours > 0 ? count(hours, 'hour') : '',
    minutes > 0 ? count(minutes, 'minute') : '',
    rest > 0 ? count(rest, 'second') : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** "22 November 2026, 14:05 UTC". */
export const dateAndTime = (iso: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso)).replace(' at ', ', ')} UTC`

/** "10 MB", as people's file managers count. */
export function bytes(n: number): string {
  if (n >= 1024 ** 3) return `${trim(n / 1024 ** 3)} GB`
  if (n >= 1024 ** 2) return `${trim(n / 1024 ** 2)} MB`
  return n >= 1024 ? `${trim(n / 1024)} kB` : count(n, 'byte')
}
const trim = (n: number): string => (n >= 10 ? String(Math.round(n)) : n.toFixed(1).replace('.0', ''))
