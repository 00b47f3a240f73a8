/** Notes about how shots come into one another, and what each must be read as. */
import type { Said } from './note-reading.ts'

export const JOIN: readonly Said[] = [
  ['dissolve into shot 3', 'finish 3 transition=dissolve'],
  ['slow dissolve to the lantern', 'finish 3 transition=dissolve'],
  ['can we dissolve between shots 2 and 3?', 'finish 3 transition=dissolve'],
  ['crossfade from shot 1 to shot 2', 'finish 2 transition=dissolve'],
  ['dissolves everywhere please', 'finish 2,3,4,5 transition=dissolve'],
  ['use dissolves between the shots', 'finish 2,3,4,5 transition=dissolve'],
  ['hard cuts', 'finish 2,3,4,5 transition=cut'],
  ['no dissolves, hard cuts only', 'finish 2,3,4,5 transition=cut'],
  ['hard cut to shot 4', 'finish 4 transition=cut'],
  ['no fade into shot 2', 'finish 2 transition=cut'],
  ['fade through black into shot 4', 'finish 4 transition=fade'],
  ['fade to black at the end', 'finish 5 fadeOut=true'],
  ['fade out', 'finish 5 fadeOut=true'],
  ['shot 2 fades to black', 'finish 3 transition=fade'],
  ['shot 5 fades out', 'finish 5 fadeOut=true'],
  ['end on black', 'finish 5 fadeOut=true'],
  ['no fade to black at the end', 'finish 5 fadeOut=false'],
  ['fade in from black', 'finish 1 transition=fade'],
  ['start from black', 'finish 1 transition=fade'],
  ['shot 2 darker and dissolve into shot 3', 'finish 2 exposure=-0.5; finish 3 transition=dissolve'],
  ['hard cut to shot 2 and fade to black at the end', 'finish 2 transition=cut; finish 5 fadeOut=true'],
  ['Überblendungen bitte', 'finish 2,3,4,5 transition=dissolve'],
]
