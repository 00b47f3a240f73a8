/** Draws animals, as silhouettes with an edge of light. */
import { ellipse, group, line, path, type Brush, type Thing } from './brush.ts'

const base = { height: 0.7, presence: 0.8, focus: 0.66, at: 'ground' } as const

export const cat: Thing = {
  ...base,
  draw: (b) =>
    path(
      'M-16 0C-26-10-22-40-10-52C-13-58-14-66-13-72L-16-92L-6-83C-2-85 4-85 8-83L18-92L15-72C16-66 15-58 11-53C24-38 26-12 20 0Z',
      b.body,
    ) +
    line('M19-4C38-2 44-22 36-38C33-44 38-50 42-46', b.ink, 6.5) +
    path('M-6 0C-8-14-6-30 1-30C8-30 10-14 8 0Z', b.ink, 'opacity=".4"') +
    ellipse(-5, -70, 3, 3.6, b.warm) +
    ellipse(7, -70, 3, 3.6, b.warm) +
    ellipse(-5, -70, 0.9, 3.2, b.ink) +
    ellipse(7, -70, 0.9, 3.2, b.ink) +
    path('M-1-62L3-62L1-60Z', b.rim) +
    line(
      b.side > 0
        ? 'M18-91L15-72C16-66 15-58 11-53C20-42 24-26 23-12'
        : 'M-16-91L-13-72C-14-66-13-58-10-52C-20-42-23-26-21-10',
      b.rim,
      1.3,
    ),
  height: 0.35,
  presence: 0.6,
  focus: 0.7,
}

/** Also a wolf and a fox. */
export const dog: Thing = {
  ...base,
  draw: (b) =>
    group(
      `scale(${b.side} 1)`,
      path(
        'M-48-52C-40-64-10-64 14-64C20-76 26-84 32-88L32-100L41-90C50-88 56-82 66-78C68-72 62-68 52-67C46-60 44-54 42-44L40-2L33-2L31-30L27-2L20-2L20-32C2-26-18-28-28-32L-30-18L-26-2L-33-2L-40-20L-42-2L-49-2L-52-30C-64-26-76-34-84-50C-74-44-60-42-48-52Z',
        b.body,
      ) +
        ellipse(47, -80, 1.8, 1.8, b.warm) +
        line('M-46-54C-38-63-10-64 14-64C20-76 26-84 32-88M41-90C50-88 56-82 66-78', b.rim, 1.4, 'opacity=".9"'),
    ),
  height: 0.6,
  presence: 0.75,
  focus: 0.78,
}

const quadruped = (b: Brush, more: string): string =>
  group(
    `scale(${b.side} 1)`,
    path(
      'M-36-56C-28-62 4-62 14-58C22-66 28-76 34-84C42-88 48-82 55-72C56-68 52-66 47-67C42-68 38-66 35-60C30-50 26-44 23-38L25-20L23-1L19-1L18-20L14-36L12-34L12-16L9-1L5-1L6-18L3-34C-8-32-18-32-26-36L-27-20L-24-1L-28-1L-33-20L-34-30L-38-18L-37-1L-41-1L-44-18C-42-32-44-44-36-56Z',
      b.body,
    ) +
      line('M-36-56C-28-62 4-62 14-58C22-66 28-76 34-84', b.rim, 1.2, 'opacity=".85"') +
      more,
  )
const ANTLERS = 'M36-85C32-94 26-98 22-104M30-95L32-104M40-86C42-96 48-100 50-107M44-96L40-103'

export const deer: Thing = {
  ...base,
  draw: (b) =>
    quadruped(b, line(ANTLERS, b.ink, 2) + path('M34-84L27-88L31-82Z', b.ink) + path('M-37-55L-42-52L-38-46Z', b.rim)),
  height: 0.9,
  presence: 0.9,
  focus: 0.82,
}
export const horse: Thing = {
  ...base,
  draw: (b) =>
    quadruped(
      b,
      path('M33-86C26-80 18-68 14-57C11-60 20-80 30-90L36-94L36-86Z', b.ink) +
        path('M-36-56C-50-52-52-34-48-22C-44-30-42-44-34-48Z', b.ink),
    ),
  height: 1,
  presence: 1,
  focus: 0.78,
}

export const owl: Thing = {
  ...base,
  draw: (b) =>
    path('M-60-6C-20-12 20-10 70-2L70 5C20-2-20-2-60 2Z', b.ink) +
    path(
      'M-24-14C-32-50-28-76-24-86L-27-100L-14-93C-5-97 5-97 14-93L27-100L24-86C28-76 32-50 24-14C14-2-14-2-24-14Z',
      b.body,
    ) +
    path('M-15-20C-18-50-8-62 0-62C8-62 18-50 15-20C8-10-8-10-15-20Z', b.pale, 'opacity=".55"') +
    [-44, -34, -24]
      .map((y) => line(`M-9 ${y}L-5 ${y + 4}L-1 ${y}M1 ${y}L5 ${y + 4}L9 ${y}`, b.ink, 1.2, 'opacity=".7"'))
      .join('') +
    [-11, 11]
      .map(
        (x) =>
          ellipse(x, -78, 10.5, 10.5, b.ink) +
          ellipse(x, -78, 8, 8, b.warm) +
          ellipse(x, -78, 4, 4.4, '#0b0b10') +
          ellipse(x + 2, -80.5, 1.3, 1.3, '#ffffff'),
      )
      .join('') +
    path('M-3-72L3-72L0-64Z', b.rim) +
    line(b.side > 0 ? 'M26-99L24-86C28-74 31-50 25-17' : 'M-26-99L-24-86C-28-74-31-50-25-17', b.rim, 1.3),
  height: 0.4,
  presence: 0.7,
  focus: 0.74,
  at: 'air',
}

const FLYING =
  'M0-40C-14-58-32-66-56-62C-40-54-28-44-18-32C-12-28-6-26 0-28C6-26 12-28 18-32C28-44 40-54 56-62C32-66 14-58 0-40Z'
export const bird: Thing = {
  draw: (b) => {
    const one = (x: number, y: number, size: number, turn: number) =>
      group(
        `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
        path(FLYING, b.body) + path('M-3-33L0-14L3-33Z', b.ink),
      )
    if (b.close) return one(0, 0, 1.3, -8) + one(-92, -42, 0.5, 6) + one(84, -60, 0.4, -12)
    return [0, 1, 2, 3, 4, 5]
      .map((i) => one((i % 2 ? -1 : 1) * i * 17, -62 + i * 9, 0.52 - i * 0.05, b.random.between(-14, 10)))
      .join('')
  },
  height: 0.6,
  presence: 1.1,
  focus: 0.4,
  at: 'air',
}

export const fish: Thing = {
  draw: (b) =>
    group(
      `scale(${b.side} 1)`,
      path('M60-50C40-82-14-86-48-56L-82-80C-76-62-76-42-82-26L-48-46C-14-14 40-20 60-50Z', b.body) +
        path('M0-78C10-94 26-92 34-72ZM-4-26C4-10 18-12 24-28Z', b.ink, 'opacity=".7"') +
        ellipse(38, -54, 4.6, 4.6, b.warm) +
        ellipse(39, -54, 2.2, 2.2, b.ink) +
        line('M22-66C16-56 16-46 22-36', b.ink, 1.6, 'opacity=".5"') +
        line('M58-54C40-80-10-85-44-60', b.rim, 1.5, 'opacity=".8"'),
    ),
  height: 0.5,
  presence: 0.9,
  focus: 0.5,
  at: 'air',
}

export const butterfly: Thing = {
  draw: (b) =>
    [-1, 1]
      .map((s) =>
        group(
          `scale(${s} 1)`,
          path('M2-52C20-96 58-104 62-84C64-66 40-50 4-46Z', b.warm) +
            path('M2-52C20-96 58-104 62-84C64-66 40-50 4-46Z', b.body, 'opacity=".35"') +
            path('M3-44C26-46 46-34 40-16C34-2 12-14 3-38Z', b.warm, 'opacity=".8"') +
            ellipse(46, -82, 6, 5, b.ink, 'opacity=".5"') +
            ellipse(30, -24, 4, 4, b.ink, 'opacity=".5"'),
        ),
      )
      .join('') +
    path('M-2.5-64C-1-70 1-70 2.5-64L2-16L0-10L-2-16Z', b.ink) +
    line('M-1-66C-6-78-10-82-14-82M1-66C6-78 10-82 14-82', b.ink, 1),
  height: 0.25,
  presence: 0.45,
  focus: 0.5,
  at: 'air',
}
