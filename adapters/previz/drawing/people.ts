/** Draws people: standing figures seen from behind or the side, and for close shots a head and shoulders in profile. */
import { ellipse, group, line, path, type Brush, type Thing } from './brush.ts'
import { mix } from './colour.ts'

const COAT =
  'M0-88C-9-88-15-84-17-76L-23-40C-24-36-19-34-17-38L-15-46L-17-26L-13-26L-11-2C-11 0-3 0-3-2L-1-26L1-26L3-2C3 0 11 0 11-2L13-26L17-26L15-46L17-38C19-34 24-36 23-40L17-76C15-84 9-88 0-88Z'
const DRESS =
  'M0-87C-7-87-11-84-12-77L-18-46C-19-42-15-41-14-44L-10-56L-20-16C-8-11 8-11 20-16L10-56L14-44C15-41 19-42 18-46L12-77C11-84 7-87 0-87ZM-6-13L-5-1L-2-1L-1-12ZM6-13L5-1L2-1L1-12Z'

const standing = (b: Brush): string =>
  path(COAT, b.body) +
  path('M-4-90L4-90L4-84L-4-84Z', b.ink) +
  ellipse(0, -94, 5.6, 6.6, b.body) +
  path('M-6-95C-6-103 6-103 6-95C5-98-5-98-6-95Z', b.ink) +
  line(b.side > 0 ? 'M15-83C17-78 20-62 22.5-42' : 'M-15-83C-17-78-20-62-22.5-42', b.rim, 0.7, 'opacity=".8"')

const inDress = (b: Brush): string =>
  path(DRESS, b.body) +
  path('M-3-90L3-90L3-85L-3-85Z', b.ink) +
  ellipse(0, -94, 5.3, 6.4, b.body) +
  path('M-6-93C-8-104 8-104 6-93C8-84 7-78 5-74C2-80-2-80-5-74C-7-78-8-84-6-93Z', b.ink) +
  line(b.side > 0 ? 'M11.6-79L17.6-47' : 'M-11.6-79L-17.6-47', b.rim, 0.7, 'opacity=".7"')

/** Faces the light. */
function bust(b: Brush, hair: string): string {
  const skin = mix(mix(b.palette.near, '#c98f68', 0.62), b.palette.glow, 0.16)
  const face =
    'M-6-98C8-101 19-96 20.5-86C20.5-83 20.5-81 21.5-78C22.5-75 25-71 25.5-69C26-67.5 23.5-67 22-66.5C22.5-64.5 23-63.5 22-62.5C23-61.5 23-60 21.5-59C22-56 20-52.5 15-52.5C12-52.5 9-54 7-55L8-41L-12-38L-12-58C-19-66-20-94-6-98Z'
  const neckShade = 'M7-55C4-50 0-47-8-46L-12-40L8-41Z'
  const shoulders = 'M-13-47C-24-42-42-40-48-24L-56 6L50 6L44-22C39-34 20-39 8-44C4-38-6-38-13-47Z'
  const edge =
    'M16-93C19.5-90 20.5-85 20.5-82C20.6-80 22-76 25.3-69.5C25.5-67.5 23.5-67 22-66.5M21.5-59C22-56 20-53 15.5-52.5'
  return group(
    `scale(${b.side} 1)`,
    path(shoulders, b.body) +
      path(face, skin) +
      path(neckShade, b.ink, 'opacity=".45"') +
      path(hair, b.ink) +
      line('M12.5-78.5C14-77.5 16.5-77.5 18-78.6', b.ink, 1.1) +
      line('M11.5-83C14-85 17-85 19-83.5', b.ink, 1.3, 'opacity=".8"') +
      line('M17-62.7L22-62.6', b.ink, 0.8, 'opacity=".6"') +
      line(edge, b.rim, 0.5, 'opacity=".9"') +
      line('M20-40.5C33-36 40-31 44.5-21L49 0', b.rim, 0.9, 'opacity=".8"') +
      line('M-4-44C2-39 6-41 8-43', b.ink, 1.4, 'opacity=".7"'),
  )
}
const SHORT_HAIR =
  'M14-95C10-104-10-105-19-92C-25-82-20-66-13-62C-11-68-9-72-7-74C-8-78-5-80-3-77C1-82 3-88 4-91C8-93 12-93 14-95Z'
const LONG_HAIR =
  'M15-94C10-105-12-106-21-92C-28-78-22-60-27-44C-28-34-18-30-9-36C-4-44-8-58-6-70C-7-76-4-80-2-77C2-82 4-88 5-91C9-93 13-92 15-94Z'

export const person: Thing = {
  draw: (b) => (b.close ? bust(b, SHORT_HAIR) : standing(b)),
  height: 1,
  presence: 1,
  focus: 0.78,
  at: 'ground',
}
export const woman: Thing = { ...person, draw: (b) => (b.close ? bust(b, LONG_HAIR) : inDress(b)) }
export const child: Thing = { ...person, height: 0.66, presence: 0.75 }
export const couple: Thing = {
  ...person,
  draw: (b) =>
    group('translate(-19 0)', standing({ ...b, close: false })) +
    group('translate(15 0) scale(.94)', inDress({ ...b, close: false })),
  focus: 0.72,
}

export const umbrella: Thing = {
  ...person,
  draw: (b) =>
    group('translate(-5 0) scale(.8)', standing(b)) +
    line('M9-44L9-92', b.ink, 1.6) +
    path(
      'M-32-78C-30-104 46-106 50-78C43-83 36-83 31-78C24-84 14-84 9-78C3-84-8-84-13-78C-19-83-26-83-32-78Z',
      b.accent,
    ) +
    path(
      'M-32-78C-30-104 46-106 50-78C43-83 36-83 31-78C24-84 14-84 9-78C3-84-8-84-13-78C-19-83-26-83-32-78Z',
      b.body,
      'opacity=".42"',
    ) +
    line('M9-98L9-101', b.ink, 1.6),
}

export const astronaut: Thing = {
  ...person,
  draw: (b) =>
    path(
      'M-19-80L-27-46C-28-40-20-37-18-43L-15-54L-15-30L-17-3C-17 1-4 1-4-3L-1-28L1-28L4-3C4 1 17 1 17-3L15-30L15-54L18-43C20-37 28-40 27-46L19-80C10-86-10-86-19-80Z',
      b.pale,
    ) +
    path('M-15-80L-20-58L-15-58L-15-34L15-34L15-58L20-58L15-80Z', b.body, 'opacity=".28"') +
    ellipse(0, -89, 14.5, 14, b.pale) +
    path('M-9.5-93C-9-101 9-101 9.5-93C10-84 6-80 0-80C-6-80-10-84-9.5-93Z', b.ink) +
    path('M-7-93C-6-98-1-98 1-97C-2-94-4-90-4-86C-7-88-8-90-7-93Z', b.warm, 'opacity=".8"') +
    `<rect x="-8" y="-66" width="16" height="10" rx="2" fill="${b.ink}" opacity=".55"/>` +
    line('M-4-61L0-61', b.warm, 1.6),
  focus: 0.86,
}

export const robot: Thing = {
  ...person,
  draw: (b) =>
    `<rect x="-17" y="-70" width="34" height="36" rx="6" fill="${b.pale}"/><rect x="-13" y="-97" width="26" height="22" rx="7" fill="${b.pale}"/>` +
    path(
      'M-3-76L3-76L3-69L-3-69ZM-12-35L-4-35L-5-4L-14-4ZM12-35L4-35L5-4L14-4ZM-17-66L-25-62L-27-38L-22-37L-20-56L-17-58ZM17-66L25-62L27-38L22-37L20-56L17-58Z',
      b.body,
    ) +
    path('M-16-4L-3-4L-3 0L-18 0ZM16-4L3-4L3 0L18 0Z', b.ink) +
    ellipse(-5.5, -87, 3.2, 3.4, b.warm) +
    ellipse(5.5, -87, 3.2, 3.4, b.warm) +
    `<circle cx="0" cy="-87" r="26" fill="url(#warm-glow)" opacity=".5"/>` +
    line('M0-97L0-104', b.ink, 1.4) +
    ellipse(0, -105, 2, 2, b.warm) +
    `<rect x="-9" y="-62" width="18" height="13" rx="2" fill="${b.ink}" opacity=".5"/>`,
  focus: 0.8,
}
