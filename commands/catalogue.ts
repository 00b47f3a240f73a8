/** Every command there is, in the order of the help. */
import { assetsAdd, assetsList, assetsRemove, assetsShow } from './assets.ts'
import { brief } from './brief.ts'
import type { Command } from './command.ts'
import { desk } from './desk.ts'
import { type CommandGroup, createHelp } from './help.ts'
import {
  projectBind,
  projectBudget,
  projectGate,
  projectLook,
  projectMember,
  projectModel,
  projectShow,
  projectWorkflow,
} from './project.ts'
import { queueBump, queuePause, queueResume, queueShow } from './queue.ts'
import { status } from './status.ts'
import { workflowAdd, workflowList, workflowRemove } from './workflow.ts'
import { cancel, go, lock, package_, rerender, retry, revise, unlock, useTake } from './steer.ts'

/** As the help shows them. `/brief` is a command of its own on every platform; all others are `/nora <name>`. */
const GROUPS: readonly CommandGroup[] = [
  { title: 'Films', commands: [brief, status] },
  {
    title: 'One film, best said in its thread',
    commands: [go, revise, rerender, lock, unlock, useTake, cancel, retry, package_],
  },
  { title: 'The vault', commands: [assetsList, assetsAdd, assetsShow, assetsRemove] },
  {
    title: 'The project of this channel',
    commands: [
      projectShow,
      projectBind,
      projectMember,
      projectGate,
      projectBudget,
      projectLook,
      projectWorkflow,
      projectModel,
      workflowList,
      workflowAdd,
      workflowRemove,
    ],
  },
  { title: 'The house', commands: [queueShow, queueBump, queuePause, queueResume, desk] },
]

export const COMMANDS: readonly Command[] = [...GROUPS.flatMap((g) => g.commands), createHelp(GROUPS)]

export const commandNamed = (name: string): Command | null => COMMANDS.find((c) => c.name === name) ?? null
