/** Draws what carries people: on water, on wheels, in the air. */
import { ellipse, glow, group, line, path, rect, type Brush, type Thing } from './brush.ts'

export const boat: Thing = {
  draw: (b) =>
    path('M-84-26C-50-16 50-16 88-30C80-12 68 0 56 4L-56 4C-70 0-80-12-84-26Z', b.body) +
    path('M-84-26C-50-16 50-16 88-30L86-25C50-12-50-12-82-22Z', b.ink) +
    group(
      'translate(-6 -14) scale(.82)',
      path('M-16 0C-20-24-16-50-4-56C10-56 16-34 18 0Z', b.ink) +
        ellipse(1, -66, 9, 10, b.body) +
        path('M-12-68C-10-84 14-84 14-68C8-74-6-74-12-68Z', b.ink),
    ) +
    line('M10-42L70 6', b.ink, 2.4) +
    path('M66 2L84 14L78 18L62 6Z', b.ink) +
    line('M-82-25C-50-15 50-15 87-29', b.rim, 1.2, 'opacity=".7"'),
  height: 0.95,
  presence: 1.05,
  focus: 0.42,
  at: 'water',
}

export const ship: Thing = {
  draw: (b) =>
    path('M-50-16C-20-10 30-10 58-20C54-8 48 0 42 4L-38 4C-44 0-48-8-50-16Z', b.body) +
    rect(1, -98, 2.2, 86, b.ink) +
    path('M-1-95C-6-60-14-36-40-22C-26-18-12-18-1-20Z', b.pale) +
    path('M5-92C22-70 40-48 46-26C30-20 16-19 5-20Z', b.pale) +
    path('M5-92C22-70 40-48 46-26C30-20 16-19 5-20Z', b.body, 'opacity=".4"') +
    path('M2-98L18-94L2-90Z', b.accent) +
    (b.lit ? glow(-38, -20, 14) + ellipse(-38, -20, 1.6, 1.6, b.warm) : '') +
    line('M-48-15C-20-9 30-9 57-19', b.rim, 1.2, 'opacity=".7"'),
  height: 2.6,
  presence: 1.7,
  focus: 0.45,
  at: 'water',
}

const wheel = (b: Brush, x: number, y: number, r: number): string =>
  ellipse(x, y, r, r, '#0b0c12') +
  ellipse(x, y, r * 0.55, r * 0.55, b.pale, 'opacity=".6"') +
  ellipse(x, y, r * 0.2, r * 0.2, b.ink)

export const car: Thing = {
  draw: (b) =>
    group(
      `scale(${b.side} 1)`,
      (b.lit ? path('M112-34L420-66L420 20Z', 'url(#beam-right)') : '') +
        ellipse(0, 2, 130, 5, '#04050a', 'opacity=".5"') +
        path(
          'M-118-14C-122-34-116-46-104-50C-84-54-70-56-62-60C-46-84-30-92-2-92C26-92 42-84 62-60C86-58 106-52 114-42C120-32 120-22 117-14Z',
          b.coloured ? b.accent : b.pale,
        ) +
        path(
          'M-118-14C-122-34-116-46-104-50C-84-54-70-56-62-60C-46-84-30-92-2-92C26-92 42-84 62-60C86-58 106-52 114-42C120-32 120-22 117-14Z',
          b.body,
          'opacity=".55"',
        ) +
        path(
          'M-50-60C-38-78-26-84-6-84L-6-60ZM4-60L4-84C24-84 36-76 50-60Z',
          b.lit ? b.warm : b.palette.sky[2],
          'opacity=".85"',
        ) +
        line('M-112-38L110-38M-1-58V-16', b.ink, 1.3, 'opacity=".6"') +
        ellipse(111, -36, 5, 6, '#fff3d0') +
        ellipse(-115, -38, 3.5, 6, '#d8493c') +
        (b.lit ? glow(113, -36, 40) : '') +
        wheel(b, -68, -14, 20) +
        wheel(b, 70, -14, 20) +
        line('M-100-51C-84-54-70-57-62-60C-46-84-30-92-2-92C26-92 42-84 62-60', b.rim, 1.6, 'opacity=".9"'),
    ),
  height: 0.9,
  presence: 0.62,
  focus: 0.5,
  at: 'ground',
}

export const train: Thing = {
  draw: (b) => {
    const coach = (x: number) =>
      rect(x, -78, 190, 66, b.body, 'rx="6"') +
      [0, 1, 2, 3, 4]
        .map((i) => rect(x + 12 + i * 35, -64, 26, 22, b.lit ? b.warm : b.palette.sky[2], 'rx="3" opacity=".92"'))
        .join('') +
      rect(x, -34, 190, 4, b.accent) +
      [30, 62, 128, 160].map((w) => wheel(b, x + w, -9, 9)).join('')
    return group(
      `scale(${b.side} 1)`,
      (b.lit ? path('M186-40L520-70L520 10Z', 'url(#beam-right)') : '') +
        rect(-620, -2, 1240, 3, b.ink) +
        coach(-450) +
        coach(-252) +
        path('M-56-12L-56-78L110-78C150-76 180-56 188-30C190-20 186-12 180-12Z', b.body) +
        path('M112-70C138-68 158-56 166-42L112-42Z', b.palette.sky[2], 'opacity=".85"') +
        [0, 1, 2, 3]
          .map((i) => rect(-44 + i * 37, -64, 27, 22, b.lit ? b.warm : b.palette.sky[2], 'rx="3" opacity=".92"'))
          .join('') +
        path('M-56-34L186-34L188-30L-56-30Z', b.accent) +
        [-28, 4, 100, 132].map((w) => wheel(b, w, -9, 9)).join('') +
        ellipse(180, -26, 4, 5, '#fff3d0') +
        (b.lit ? glow(182, -26, 46) : ''),
    )
  },
  height: 2,
  presence: 0.66,
  focus: 0.5,
  at: 'ground',
}

export const bicycle: Thing = {
  draw: (b) => {
    const ring = (x: number) =>
      `<circle cx="${x}" cy="-30" r="28" fill="none" stroke="${b.ink}" stroke-width="3.5"/>` +
      [0, 30, 60, 90, 120, 150]
        .map((a) => group(`translate(${x} -30) rotate(${a})`, line('M-27 0H27', b.rim, 0.5, 'opacity=".5"')))
        .join('')
    return (
      ring(-46) +
      ring(46) +
      line('M-46-30L-18-74L32-74L2-30L-46-30M2-30L-20-80M46-30L28-88', b.accent, 4) +
      line('M-30-82H-12M28-88L44-92M28-88L16-90', b.ink, 4.5) +
      ellipse(2, -30, 6, 6, b.ink)
    )
  },
  height: 0.65,
  presence: 0.8,
  focus: 0.55,
  at: 'ground',
}
