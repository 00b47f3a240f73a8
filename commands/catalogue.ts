/** Every command there is, in the order of the help. */
import { assetsAdd, assetsList, assetsRemove, assetsShow } from './assets.ts'
import { brief } from './brief.ts'
import type { Command } from './command.ts'
import { desk } from './desk.ts'
import { createHelp } from './help.ts'
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

/** `/brief` is a command of its own on every platform; all others are `/nora <name>`. */
const ALL: readonly Command[] = [
  brief,
  status,
  go,
  revise,
  rerender,
  lock,
  unlock,
  useTake,
  cancel,
  retry,
  package_,
  assetsList,
  assetsAdd,
  assetsShow,
  assetsRemove,
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
  queueShow,
  queueBump,
  queuePause,
  queueResume,
  desk,
]

export const COMMANDS: readonly Command[] = [...ALL, createHelp(ALL)]

export const commandNamed = (name: string): Command | null => COMMANDS.find((c) => c.name === name) ?? null
