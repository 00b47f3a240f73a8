/** Everything that the media process can be asked to do. */
import { animatic } from './animatic.ts'
import { contactSheet } from './contact-sheet.ts'
import { cut } from './cut.ts'
import { poster } from './poster.ts'
import { probe, verify } from './probe.ts'
import { proxy } from './proxy.ts'
import { reframe } from './reframe.ts'
import { remix } from './remix.ts'

export const operations = { probe, verify, poster, contactSheet, animatic, remix, cut, proxy, reframe }

export type Operations = typeof operations
