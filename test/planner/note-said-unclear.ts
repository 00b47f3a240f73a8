/** Notes that must be asked about, and the answers that each must offer. */
import type { Said } from './note-reading.ts'

export const UNCLEAR: readonly Said[] = [
  [
    'shot 9 darker',
    'ask [Shot 1: A boat leaves the harbour at dawn: finish 1 exposure=-0.5] [Shot 2: A gull circles the mast: finish 2 exposure=-0.5] [Shot 3: A paper lantern drifts over the still l…: finish 3 exposure=-0.5] [Shot 4: Two children run along the beach: finish 4 exposure=-0.5] [Shot 5: The old lighthouse sends its beam: finish 5 exposure=-0.5] [Leave it: -]',
  ],
  [
    '1:30 too dark',
    'ask [Shot 1: A boat leaves the harbour at dawn: finish 1 exposure=0.5] [Shot 2: A gull circles the mast: finish 2 exposure=0.5] [Shot 3: A paper lantern drifts over the still l…: finish 3 exposure=0.5] [Shot 4: Two children run along the beach: finish 4 exposure=0.5] [Shot 5: The old lighthouse sends its beam: finish 5 exposure=0.5] [Leave it: -]',
  ],
  [
    'the sky should be darker',
    'ask [The whole picture: finish 1,2,3,4,5 exposure=-0.5] [Render it anew with these words: content 1,2,3,4,5 add=the sky should be darker] [Leave it: -]',
  ],
  [
    'make the lantern brighter in shot 3',
    'ask [The whole picture: finish 3 exposure=0.5] [Render it anew with these words: content 3 add=the lantern brighter in shot 3] [Leave it: -]',
  ],
  [
    'the medium shot is too dark',
    'ask [Shot 2: A gull circles the mast: finish 2 exposure=0.5] [Shot 4: Two children run along the beach: finish 4 exposure=0.5] [Leave it: -]',
  ],
  [
    'shot 2 darker',
    'ask [Unlock and change it: lock 2 locked=false; finish 2 exposure=-0.5] [Leave it: -]',
    { locked: [2] },
  ],
  [
    'shots 1 and 2 darker',
    'ask [Unlock and change it: lock 2 locked=false; finish 1,2 exposure=-0.5] [Only shot 1: finish 1 exposure=-0.5] [Leave it: -]',
    { locked: [2] },
  ],
  ['drop shot 2', 'ask [Unlock and change it: lock 2 locked=false; drop 2] [Leave it: -]', { locked: [2] }],
  [
    'all darker',
    'ask [Unlock and change them: lock 1,2,3,4,5 locked=false; finish 1,2,3,4,5 exposure=-0.5] [Leave it: -]',
    { locked: [1, 2, 3, 4, 5] },
  ],
  ["don't change shot 2", 'ask [Lock shot 2: lock 2 locked=true] [Leave it: -]'],
  [
    'shot 2 darker, shot 2 brighter',
    'ask [Shot 2 darker: finish 2 exposure=-0.5] [Shot 2 brighter: finish 2 exposure=0.5] [Leave it: -]',
  ],
  [
    'drop shot 2 and make shot 2 warmer',
    'ask [Drop shot 2: drop 2] [Shot 2 warmer: finish 2 temperature=0.25] [Leave it: -]',
  ],
  [
    'shot 2 is darker than shot 1',
    'ask [Shot 2 brighter: finish 2 exposure=0.5] [Shot 2 darker: finish 2 exposure=-0.5] [Leave it: -]',
  ],
  ['should we make shot 2 darker?', 'ask [Do it: finish 2 exposure=-0.5] [Leave it: -]'],
  ['what if we swap 1 and 3?', 'ask [Do it: swap a=1 b=3] [Leave it: -]'],
  ['why is shot 2 so dark?', 'ask [Shot 2 brighter: finish 2 exposure=0.5] [Leave it: -]'],
  ['shot 2 looks dark', 'ask [Shot 2 brighter: finish 2 exposure=0.5] [Leave it: -]'],
  ["I don't like shot 3", 'ask [Try shot 3 again: reroll 3] [Drop shot 3: drop 3] [Leave it: -]'],
  ['shot 2 feels off', 'ask [Try shot 2 again: reroll 2] [Drop shot 2: drop 2] [Leave it: -]'],
  ['make it more epic', 'ask [Leave it: -]'],
  ['make shot 2 more epic', 'ask [Render shot 2 anew with these words: content 2 add=more epic] [Leave it: -]'],
  [
    'the pacing feels off in the middle',
    'ask [All shots slower: finish 1,2,3,4,5 speedFactor=0.8] [All shots faster: finish 1,2,3,4,5 speedFactor=1.2] [Leave it: -]',
  ],
  ['shot 2 sharper', 'ask [Render shot 2 anew with these words: content 2 add=sharper] [Leave it: -]'],
  [
    'shot 3 warmer and make shot 2 more epic',
    'ask [Render shot 2 anew with these words: finish 3 temperature=0.25; content 2 add=more epic] [Only what you understood: finish 3 temperature=0.25] [Leave it: -]',
  ],
  [
    'replace the camel with an owl',
    'ask [Shot 1: A boat leaves the harbour at dawn: content 1 add=owl instead of camel] [Shot 2: A gull circles the mast: content 2 add=owl instead of camel] [Shot 3: A paper lantern drifts over the still l…: content 3 add=owl instead of camel] [Shot 4: Two children run along the beach: content 4 add=owl instead of camel] [Shot 5: The old lighthouse sends its beam: content 5 add=owl instead of camel] [Leave it: -]',
  ],
  [
    'remove the boat',
    'ask [Drop shot 1: drop 1] [Shot 1 rendered again with “without the boat”: content 1 add=without the boat] [Leave it: -]',
  ],
  ['drop everything', 'ask [All but the first: drop 2,3,4,5] [Leave it: -]'],
  ['add a shot', 'ask [Leave it: -]'],
  [
    'push in',
    'ask [Shot 1: A boat leaves the harbour at dawn: content 1 cameraMove=push-in] [Shot 2: A gull circles the mast: content 2 cameraMove=push-in] [Shot 3: A paper lantern drifts over the still l…: content 3 cameraMove=push-in] [Shot 4: Two children run along the beach: content 4 cameraMove=push-in] [Shot 5: The old lighthouse sends its beam: content 5 cameraMove=push-in] [Leave it: -]',
  ],
  [
    'use take 4 of shot 3',
    'ask [Take 1: use-take shotId=3 takeNo=1] [Take 2: use-take shotId=3 takeNo=2] [Leave it: -]',
  ],
  ['use take 2', 'ask [Shot 3: A paper lantern drifts over the still l…: use-take shotId=3 takeNo=2] [Leave it: -]'],
  ['use take 2 of shot 5', 'ask [Take 1: use-take shotId=5 takeNo=1] [Leave it: -]'],
  ['back to delivery 5', 'ask [Back to delivery 2: back-to deliveryNo=2] [Leave it: -]'],
  ['undo that', 'ask [Back to delivery 1: back-to deliveryNo=1] [Leave it: -]'],
  ['I liked delivery 1 better', 'ask [Back to delivery 1: back-to deliveryNo=1] [Leave it: -]'],
  [
    'try again',
    'ask [Shot 1: A boat leaves the harbour at dawn: reroll 1] [Shot 2: A gull circles the mast: reroll 2] [Shot 3: A paper lantern drifts over the still l…: reroll 3] [Shot 4: Two children run along the beach: reroll 4] [Shot 5: The old lighthouse sends its beam: reroll 5] [Leave it: -]',
  ],
  ['make it shorter', 'ask [18 seconds: film-length seconds=18] [15 seconds: film-length seconds=15] [Leave it: -]'],
  ['make it 2000 seconds', 'ask [Leave it: -]'],
  ['match shot 2 to shot 1', 'ask [Leave it: -]'],
  ['Könntet ihr Shot 2 etwas dunkler machen?', 'ask [Shot 2 darker: finish 2 exposure=-0.5] [Leave it: -]'],
  ['music is too loud', 'ask [Leave it: -]'],
  ['could the lantern be red?', 'ask [Leave it: -]'],
  [
    'make shot 2 green',
    'ask [Render shot 2 anew with “green colour grade”: content 2 add=green colour grade] [Leave it: -]',
  ],
  [
    'shot 2 in sepia please',
    'ask [Render shot 2 anew with “sepia colour grade”: content 2 add=sepia colour grade] [Leave it: -]',
  ],
  [
    'give it a purple tint',
    'ask [Render all shots anew with “purple colour grade”: content 1,2,3,4,5 add=purple colour grade] [Leave it: -]',
  ],
  ['the logo is missing', 'ask [Leave it: -]'],
  ['can you loop it?', 'ask [Leave it: -]'],
  [
    'make all shots black & white except the lantern',
    'ask [The whole picture: finish 1,2,3,4,5 saturationFactor=0] [Render it anew with these words: content 1,2,3,4,5 add=all shots black & white except the lantern] [Leave it: -]',
  ],
  ['dissolve into the first shot', 'ask [Fade it in: finish 1 transition=fade] [Leave it: -]'],
  [
    'dissolve',
    'ask [Shot 2: A gull circles the mast: finish 2 transition=dissolve] [Shot 3: A paper lantern drifts over the still l…: finish 3 transition=dissolve] [Shot 4: Two children run along the beach: finish 4 transition=dissolve] [Shot 5: The old lighthouse sends its beam: finish 5 transition=dissolve] [All of them: finish 2,3,4,5 transition=dissolve] [Leave it: -]',
  ],
]
