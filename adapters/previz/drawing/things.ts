/** Draws things that one can hold, most of them with a light of their own. */
import { ellipse, glow, group, line, n, path, rect, type Thing } from './brush.ts'

const held = { height: 0.4, presence: 0.62, focus: 0.55, at: 'ground' } as const

export const cup: Thing = {
  ...held,
  draw: (b) =>
    ellipse(0, -2, 62, 9, b.ink) +
    ellipse(0, -5, 56, 7, b.pale) +
    path('M34-48C58-50 60-20 28-18L29-25C46-26 46-42 33-40Z', b.pale) +
    path('M-38-58L38-58C38-30 30-8 16-6L-16-6C-30-8-38-30-38-58Z', b.pale) +
    path('M-38-58L38-58C38-30 30-8 16-6L-16-6C-30-8-38-30-38-58Z', b.body, 'opacity=".35"') +
    ellipse(0, -58, 38, 8, b.pale) +
    ellipse(0, -57, 33, 6, '#4a2a1a') +
    ['M-12-66C-20-76-2-82-10-94C-15-102-4-108-8-116', 'M6-66C-2-78 16-84 8-98C4-106 12-112 8-122']
      .map((d) => line(d, b.palette.light, 4, 'opacity=".3"'))
      .join(''),
}

export const bottle: Thing = {
  ...held,
  draw: (b) =>
    ellipse(0, -1, 26, 4, b.ink, 'opacity=".6"') +
    path(
      'M-18-2L-18-52C-18-62-7-66-7-76L-7-96L7-96L7-76C7-66 18-62 18-52L18-2C10 1-10 1-18-2Z',
      b.palette.far,
      'opacity=".9"',
    ) +
    path(
      'M-18-2L-18-52C-18-62-7-66-7-76L-7-96L7-96L7-76C7-66 18-62 18-52L18-2C10 1-10 1-18-2Z',
      b.body,
      'opacity=".5"',
    ) +
    rect(-8.5, -104, 17, 10, b.warm, 'rx="2"') +
    rect(-18, -42, 36, 26, '#f3e6cc') +
    line('M-11-33H11M-11-26H5', b.ink, 1.6, 'opacity=".7"') +
    line(b.side > 0 ? 'M13-50V-6' : 'M-13-50V-6', '#ffffff', 2, 'opacity=".55"'),
  focus: 0.5,
}

export const book: Thing = {
  ...held,
  draw: (b) =>
    glow(0, -50, 74, 0.8) +
    path('M-76-8C-50-18-20-16 0-4C20-16 50-18 76-8L82 2C50-8 20-6 0 4C-20-6-50-8-82 2Z', b.ink) +
    path('M0-6C-20-20-48-22-72-14L-64-56C-44-62-16-58 0-46Z', '#f4e8cf') +
    path('M0-6C20-20 48-22 72-14L64-56C44-62 16-58 0-46Z', '#fff6e0') +
    path('M0-6C-20-20-48-22-72-14L-64-56C-44-62-16-58 0-46Z', b.body, 'opacity=".28"') +
    [-48, -40, -32, -24]
      .map((y) =>
        line(
          `M-58 ${y}C-44 ${y - 4}-22 ${y - 2}-8 ${y + 6}M8 ${y + 6}C22 ${y - 2} 44 ${y - 4} 58 ${y}`,
          b.ink,
          1.1,
          'opacity=".38"',
        ),
      )
      .join(''),
  focus: 0.4,
}

export const clock: Thing = {
  ...held,
  draw: (b) => {
    const hour = b.random.between(0, 360)
    return (
      ellipse(0, -52, 50, 50, b.ink) +
      ellipse(0, -52, 44, 44, '#f6ecd6') +
      ellipse(0, -52, 44, 44, b.body, 'opacity=".25"') +
      Array.from({ length: 12 }, (_, i) =>
        group(`translate(0 -52) rotate(${i * 30})`, rect(-1.2, -41, 2.4, i % 3 ? 5 : 9, b.ink)),
      ).join('') +
      group(`translate(0 -52) rotate(${n(hour)})`, rect(-2, -24, 4, 28, b.ink, 'rx="2"')) +
      group(`translate(0 -52) rotate(${n((hour * 12) % 360)})`, rect(-1.3, -36, 2.6, 42, b.accent, 'rx="1.3"')) +
      ellipse(0, -52, 3.6, 3.6, b.ink)
    )
  },
  focus: 0.52,
}

export const chair: Thing = {
  ...held,
  draw: (b) =>
    ellipse(2, 0, 40, 5, '#04050a', 'opacity=".5"') +
    path('M-26-100C-24-104-20-104-19-100L-15-46L24-46L30-42L32 0L27 0L24-36L-12-36L-16 0L-22 0L-20-40Z', b.body) +
    path('M-25-98L-8-96L-6-62L-22-62Z', b.warm, 'opacity=".5"') +
    path('M-18-48L26-48L28-41L-16-41Z', b.ink) +
    line('M-24-100L-16-46', b.rim, 1.6),
  height: 0.7,
  presence: 0.9,
}

export const piano: Thing = {
  ...held,
  draw: (b) =>
    ellipse(0, 1, 84, 6, '#04050a', 'opacity=".5"') +
    path('M-70-96C-20-104 40-92 66-62L74-48L-70-48Z', b.body) +
    path('M-74-52L78-52L78-36L-74-36Z', b.ink) +
    rect(-72, -46, 74, 6, '#f6ecd6') +
    Array.from({ length: 13 }, (_, i) => rect(-70 + i * 5.6, -46, 2.6, 3.6, b.ink)).join('') +
    path('M-66-36L-58-36L-60 0L-64 0ZM60-36L68-36L66 0L62 0ZM4-36L10-36L9 0L5 0Z', b.ink) +
    line('M-70-95C-20-103 40-91 65-62', b.rim, 1.6),
  height: 1,
  presence: 1.1,
}

export const guitar: Thing = {
  ...held,
  draw: (b) =>
    group(
      'rotate(14 0 -40)',
      path('M0-52C-14-52-18-42-15-34C-28-28-28 0 0 0C28 0 28-28 15-34C18-42 14-52 0-52Z', '#b5692f') +
        path('M0-52C-14-52-18-42-15-34C-28-28-28 0 0 0C28 0 28-28 15-34C18-42 14-52 0-52Z', b.body, 'opacity=".4"') +
        ellipse(0, -30, 7, 7, b.ink) +
        rect(-2.6, -96, 5.2, 62, b.ink) +
        path('M-4-110L4-110L3.5-95L-3.5-95Z', b.body) +
        rect(-8, -13, 16, 2.5, b.ink) +
        line('M-1-108V-12M1-108V-12', '#f6ecd6', 0.5),
    ),
  height: 0.6,
  presence: 0.8,
}

export const flower: Thing = {
  ...held,
  draw: (b) =>
    line('M0 0C-6-24 6-44 0-68', '#2f5a3c', 4) +
    path('M-1-26C-22-24-30-38-34-48C-18-48-6-42-1-26ZM1-18C20-16 30-28 34-40C18-40 8-34 1-18Z', '#3a6b45') +
    Array.from({ length: 8 }, (_, i) =>
      group(
        `translate(0 -76) rotate(${i * 45})`,
        path('M0-4C-10-14-8-28 0-32C8-28 10-14 0-4Z', i % 2 ? '#e2574c' : '#f0786a'),
      ),
    ).join('') +
    ellipse(0, -76, 9, 9, b.warm) +
    ellipse(0, -76, 9, 9, b.body, 'opacity=".25"'),
  focus: 0.76,
}
