/** `workflow …`: a studio's own ComfyUI workflows, brought by an admin as a file of the vault. */
import { workflowFoundCard } from '../src/words/workflow-words.ts'
import { card } from '../src/words/card.ts'
import { defineCommand, refused, say } from './command.ts'
import { findAsset, here } from './find.ts'
import { asset, needed, words, workflow, yesNo } from './options.ts'

export const workflowList = defineCommand({
  name: 'workflow list',
  description: 'The workflows that films here may be made with, in the order in which they are preferred',
  options: {},
  access: 'see',
  about: 'project',
  answers: 'only-the-asker',
  async run(nora, asked) {
    const project = here(asked)
    if ('missing' in project) return project.missing
    const all = await nora.workflows(project.found)
    return say(
      card(
        'Workflows',
        all.map((w) => `${w.name}: ${w.title}`),
      ),
    )
  },
})

export const workflowAdd = defineCommand({
  name: 'workflow add',
  description: 'Look at an exported workflow that lies in the vault, and use it once you confirm what was found',
  options: {
    asset: needed(asset('The JSON that ComfyUI exports with "Export (API)", by its name in the vault')),
    name: needed(words('What it is to be called, for example studio-ink')),
    output: words('Title of the node that saves the clip, where there are several'),
    confirm: yesNo('Yes, once you have looked at what was found'),
  },
  access: 'set',
  about: 'project',
  answers: ({ confirm }) => (confirm === true || confirm === 'yes' ? 'everybody' : 'only-the-asker'),
  async run(nora, asked, given) {
    const project = here(asked)
    if ('missing' in project) return project.missing
    const file = await findAsset(nora, asked, given.asset)
    if ('missing' in file) return file.missing
    const by = { projectId: project.found, personId: asked.personId }
    const found = await nora.proposeFromVault({ ...by, assetId: file.found, name: given.name, output: given.output })
    if (!found.ok) return refused(found.failure)
    if (found.value.document === null || given.confirm !== true) return say(workflowFoundCard(given.name, found.value))
    const own = await nora.confirmWorkflow({ ...by, document: found.value.document })
    if (!own.ok) return refused(own.failure)
    return say(
      card(`“${given.name}” can be used now`, ['Films here may name it, and it is listed with the others.']),
      'everybody',
    )
  },
})

export const workflowRemove = defineCommand({
  name: 'workflow remove',
  description: "Take one of the project's own workflows away",
  options: { workflow: needed(workflow('Which one')) },
  access: 'set',
  about: 'project',
  answers: 'everybody',
  async run(nora, asked, given) {
    const project = here(asked)
    if ('missing' in project) return project.missing
    const gone = await nora.removeWorkflow({ projectId: project.found, personId: asked.personId, name: given.workflow })
    return gone.ok ? say(card(`“${given.workflow}” is gone`, []), 'everybody') : refused(gone.failure)
  },
})
