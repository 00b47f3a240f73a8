/** `project …`: what a channel's project is, and how it works. */
import { GATES, type Role } from '../src/domain/project.ts'
import { parseId } from '../src/domain/ids.ts'
import type { Nora } from '../src/nora.ts'
import { card } from '../src/words/card.ts'
import { projectCard } from '../src/words/command-cards.ts'
import { type Answer, type Asked, type Audience, defineCommand, refuse, refused, say } from './command.ts'
import { findProject, here } from './find.ts'
import { brief, choice, integer, needed, number, person, project, words, workflow } from './options.ts'
import { findBrief } from './find.ts'

const ROLES = ['guest', 'member', 'reviewer', 'producer', 'admin'] as const satisfies readonly Role[]
const SETTING = { access: 'set', about: 'project', answers: 'everybody' } as const

async function shown(nora: Nora, asked: Asked, to: Audience = 'only-the-asker'): Promise<Answer> {
  const found = here(asked)
  if ('missing' in found) return found.missing
  const read = await nora.readProject(found.found)
  if (read === null) return refused({ type: 'project-unknown', projectId: found.found })
  const [members, use] = await Promise.all([nora.listMembers(read.id), nora.readBudget(read.id)])
  return say(projectCard(read, members, use), to)
}

async function changed(
  nora: Nora,
  asked: Asked,
  change: Parameters<Nora['changeProject']>[0]['change'],
  title: string,
): Promise<Answer> {
  const found = here(asked)
  if ('missing' in found) return found.missing
  const done = await nora.changeProject({ projectId: found.found, personId: asked.personId, change })
  if (!done.ok) return refused(done.failure)
  const [members, use] = await Promise.all([nora.listMembers(found.found), nora.readBudget(found.found)])
  return say(card(title, projectCard(done.value, members, use).lines), 'everybody')
}

export const projectShow = defineCommand({
  name: 'project show',
  description: 'What this channel’s project is, its members, gate, budget and look',
  options: {},
  access: 'see',
  about: 'project',
  answers: 'only-the-asker',
  run: (nora, asked) => shown(nora, asked),
})

export const projectBind = defineCommand({
  name: 'project bind',
  description: 'Bind this channel to a project that is there',
  options: { project: needed(project('The project, by its name')) },
  ...SETTING,
  about: 'house',
  async run(nora, asked, given) {
    if (asked.channel === null) return refuse('Say it in the channel that is to be bound.')
    const found = await findProject(nora, given.project)
    if ('missing' in found) return found.missing
    const { platform, workspace, channel } = asked.channel
    const bound = await nora.bindChannel({
      channel: { platform, workspace, channel },
      projectId: found.found,
      personId: asked.personId,
    })
    return bound.ok ? shown(nora, { ...asked, projectId: found.found }, 'everybody') : refused(bound.failure)
  },
})

export const projectMember = defineCommand({
  name: 'project member',
  description: 'Say what somebody is in this project',
  options: { person: needed(person('Who')), role: needed(choice('What they are', ROLES)) },
  ...SETTING,
  async run(nora, asked, given) {
    const found = here(asked)
    if ('missing' in found) return found.missing
    const who = parseId('person', given.person)
    if (who === null) return refuse('Name somebody by mentioning them.')
    const named = await nora.nameMember({ projectId: found.found, askedBy: asked.personId, who, role: given.role })
    return named.ok
      ? say(card(`${named.value.name} is ${given.role === 'admin' ? 'an' : 'a'} ${given.role} now`, []), 'everybody')
      : refused(named.failure)
  },
})

export const projectGate = defineCommand({
  name: 'project gate',
  description: 'When a plan waits for Go, and how many approvals a film needs',
  options: {
    gate: choice('auto waits above the limit of GPU minutes', GATES),
    minutes: number('GPU minutes above which a plan waits', { min: 0, max: 100_000 }),
    approvals: integer('Approvals that a film needs', { min: 1, max: 20 }),
  },
  ...SETTING,
  run: (nora, asked, { gate, minutes, approvals }) =>
    changed(
      nora,
      asked,
      {
        settings: {
          ...(gate === null ? {} : { gate }),
          ...(minutes === null ? {} : { autoGoGpuMinutes: minutes }),
          ...(approvals === null ? {} : { quorum: approvals }),
        },
      },
      'The gate now',
    ),
})

export const projectBudget = defineCommand({
  name: 'project budget',
  description: 'GPU minutes that a month may cost; left out: no cap',
  options: { minutes: number('GPU minutes a month', { min: 0, max: 10_000_000 }) },
  ...SETTING,
  run: (nora, asked, { minutes }) =>
    changed(nora, asked, { settings: { monthlyGpuMinutes: minutes } }, 'The budget now'),
})

export const projectLook = defineCommand({
  name: 'project look',
  description: 'What every film of this project looks like: in words, or as an approved film does',
  options: {
    style: words('Style, with commas between'),
    words: words('Words that are added to every prompt'),
    without: words('What no film should show'),
    like: brief('An approved film whose look it takes'),
  },
  ...SETTING,
  async run(nora, asked, given) {
    if (given.like !== null) {
      const [project_, film] = [here(asked), await findBrief(nora, asked, given.like)]
      if ('missing' in project_) return project_.missing
      if ('missing' in film) return film.missing
      const used = await nora.useLook({ projectId: project_.found, briefId: film.found, personId: asked.personId })
      if (!used.ok) return refused(used.failure)
    }
    const look = {
      ...(given.style === null
        ? {}
        : {
            styleTags: given.style
              .split(',')
              .map((t) => t.trim())
              .filter((t) => t !== ''),
          }),
      ...(given.words === null ? {} : { promptAddition: given.words }),
      ...(given.without === null ? {} : { negativeAddition: given.without }),
    }
    return changed(nora, asked, { look }, 'The look now')
  },
})

export const projectWorkflow = defineCommand({
  name: 'project workflow',
  description: 'The workflow that this project’s films prefer; left out: as the planner likes',
  options: { workflow: workflow('Its name') },
  ...SETTING,
  async run(nora, asked, given) {
    const known = (await nora.workflows(asked.projectId)).map((w) => w.name)
    if (given.workflow !== null && !known.includes(given.workflow))
      return refused({ type: 'workflow-unknown', given: given.workflow, known })
    return changed(nora, asked, { settings: { defaultWorkflow: given.workflow } }, 'The workflow now')
  },
})

export const projectModel = defineCommand({
  name: 'project model',
  description: 'The models that plan this project’s films, read its notes and write down its voice-overs',
  options: {
    planner: words('Who plans; left out: as the house has it'),
    notes: words('Who reads notes; left out: who plans'),
    voice: words('Who writes down voice-overs; left out: nobody'),
  },
  ...SETTING,
  run: (nora, asked, { planner, notes, voice }) =>
    changed(
      nora,
      asked,
      { settings: { plannerModel: planner, notesModel: notes, transcriptionModel: voice } },
      'The models now',
    ),
})
