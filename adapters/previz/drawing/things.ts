/** Draws things that one can hold, most of them with a light of their own. */
import { ellipse, glow, group, line, n, path, rect, type Thing } from './brush.ts'

const held = { height: 0.4, presence: 0.62, focus: 0.55, at: 'ground' } as const

export const lantern: Thing = {
  draw: (b) =>
    glow(0, -50, 108) +
    path('M-24-14C-40-36-40-66-24-88L24-88C40-66 40-36 24-14Z', 'url(#paper)') +
    [-75, -63, -51, -39, -27]
      .map((y) =>
        line(
          `M${n(-28 - (1 - ((y + 51) / 37) ** 2) * 8)} ${y}Q0 ${y + 7} ${n(28 + (1 - ((y + 51) / 37) ** 2) * 8)} ${y}`,
          '#8a3b12',
          0.9,
          'opacity=".5"',
        ),
      )
      .join('') +
    ellipse(0, -43, 25, 34, 'url(#flame)') +
    rect(-17, -95, 34, 8, b.ink, 'rx="2.5"') +
    rect(-19, -15, 38, 7, b.ink, 'rx="2.5"') +
    line('M0-95C-6-101 6-105 0-110', b.ink, 1.5) +
    path('M-26-8L26-8L18 1L-18 1Z', b.ink),
  height: 0.45,
  presence: 0.85,
  focus: 0.5,
  at: 'water',
}

export const lamp: Thing = {
  ...held,
  draw: (b) =>
    path('M-22-60L-70 30L70 30L22-60Z', 'url(#lamp-cone)') +
    path('M-3-62L3-62L4-8L-4-8Z', b.ink) +
    path('M-26 0C-24-8 24-8 26 0Z', b.ink) +
    path('M-22-100L22-100L40-58L-40-58Z', 'url(#paper)') +
    glow(0, -70, 96, 0.9) +
    line('M-40-58L40-58', b.ink, 1.2, 'opacity=".6"'),
  presence: 0.9,
  focus: 0.7,
}

export const candle: Thing = {
  ...held,
  draw: (b) =>
    glow(0, -82, 90) +
    ellipse(0, -2, 34, 7, b.ink) +
    ellipse(0, -4, 30, 5, b.body) +
    path('M-14-4L-13-56C-12-61-4-58 0-60C5-62 12-60 13-55L14-4C6 0-6 0-14-4Z', '#efe2c6') +
    path('M-14-4L-13-56C-12-61-4-58 0-60C5-62 12-60 13-55L14-4C6 0-6 0-14-4Z', b.body, 'opacity=".35"') +
    path('M-12-52C-10-46-10-38-8-34C-6-38-7-48-4-54Z', '#fff5dc') +
    line('M0-60L0.5-67', '#2a1a12', 1.6) +
    path('M0.5-64C-10-74-4-86 1-104C8-88 11-74 0.5-64Z', b.warm) +
    path('M0.5-65C-5-72-2-80 1-90C5-80 6-72 0.5-65Z', '#fff8e2'),
  focus: 0.72,
}

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

export const fire: Thing = {
  ...held,
  draw: (b) =>
    glow(0, -36, 130) +
    path('M-40 0L34-14L38-8L-34 6ZM40 0L-34-14L-38-8L34 6Z', b.ink) +
    path('M0-6C-34-10-30-42-14-56C-14-46-8-42-4-46C-10-66 2-84 8-98C10-78 32-62 30-34C29-16 18-6 0-6Z', '#f0682e') +
    path('M1-6C-18-8-18-30-8-40C-6-32 0-32 2-40C2-54 8-60 10-66C12-52 22-40 19-24C17-12 10-6 1-6Z', b.warm) +
    path('M2-6C-8-8-6-22 2-30C10-22 12-10 2-6Z', '#fff3cf') +
    [
      [-18, -84],
      [20, -104],
      [2, -118],
      [-30, -62],
      [34, -78],
    ]
      .map(([x = 0, y = 0]) => ellipse(x, y, 1.4, 1.4, b.warm))
      .join(''),
  height: 0.6,
  presence: 0.8,
  focus: 0.45,
}
