/** Draws what gives light. */
import { ellipse, glow, line, n, path, rect, type Thing } from './brush.ts'

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
