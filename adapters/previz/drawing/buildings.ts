/** Draws what stands and stays: houses, towers, trees. */
import { ellipse, glow, group, line, n, path, rect, type Brush, type Thing } from './brush.ts'

const pane = (b: Brush, x: number, y: number, width: number, height: number): string =>
  rect(x, y, width, height, b.lit ? b.warm : b.pale, 'rx="1"') +
  line(`M${x + width / 2} ${y}V${y + height}M${x} ${y + height / 2}H${x + width}`, b.ink, 1.1) +
  (b.lit ? glow(x + width / 2, y + height / 2, width * 1.5, 0.7) : '')

export const house: Thing = {
  draw: (b) =>
    path('M32-70L32-96L44-96L44-60Z', b.ink) +
    line('M38-98C34-106 46-110 40-120C36-128 48-132 44-142', b.palette.far, 5, 'opacity=".5"') +
    rect(-52, -54, 104, 54, b.body) +
    path('M-64-50L0-96L64-50L56-44L0-84L-56-44Z', b.ink) +
    path('M-52-52L0-88L52-52Z', b.body) +
    pane(b, -38, -40, 22, 20) +
    pane(b, 16, -40, 22, 20) +
    rect(-9, -34, 18, 34, b.ink, 'rx="1"') +
    ellipse(5, -17, 1.3, 1.3, b.warm) +
    line(b.side > 0 ? 'M0-95L63-50' : 'M0-95L-63-50', b.rim, 1.4, 'opacity=".8"'),
  height: 2.2,
  presence: 1.5,
  focus: 0.36,
  at: 'ground',
}

export const lighthouse: Thing = {
  draw: (b) =>
    (b.lit
      ? path('M0-90L-330-128L-330-62Z', 'url(#beam-left)') + path('M0-90L330-128L330-62Z', 'url(#beam-right)')
      : '') +
    path('M-46 6C-40-10-20-12-12-10L14-10C26-14 44-4 52 6Z', b.ink) +
    path('M-14-8L-9-80L9-80L14-8Z', b.pale) +
    path('M-12.6-26L-11.4-42L11.4-42L12.6-26ZM-10.4-58L-9.4-72L9.4-72L10.4-58Z', b.accent) +
    path('M-14-8L-9-80L9-80L14-8Z', b.body, 'opacity=".45"') +
    rect(-12, -83, 24, 3.5, b.ink) +
    rect(-6.5, -94, 13, 11, b.warm) +
    line('M-2-94V-83M2-94V-83', b.ink, 0.9) +
    path('M-9-94L0-102L9-94Z', b.ink) +
    glow(0, -89, b.lit ? 46 : 18) +
    rect(-3, -22, 6, 12, b.ink, 'rx="3"') +
    rect(-2, -52, 4, 5, b.ink),
  height: 5,
  presence: 2.3,
  focus: 0.86,
  at: 'ground',
}

const crown = (b: Brush, count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const turn = (i / count) * Math.PI * 2
    const [x, y] = [Math.cos(turn) * 26 + b.random.between(-6, 6), -68 + Math.sin(turn) * 16 + b.random.between(-5, 5)]
    return ellipse(x, y, b.random.between(15, 22), b.random.between(13, 18), b.body)
  }).join('')

export const tree: Thing = {
  draw: (b) =>
    path(
      'M-6 0C-3-16-4-30-3-52L-16-66L-13-68L-1-57L1-76L4-76L4-58L15-68L17-65L5-50C5-30 4-16 9 0C4-2-2-2-6 0Z',
      b.ink,
    ) +
    crown(b, 11) +
    ellipse(0, -70, 27, 20, b.body) +
    group(
      `translate(${6 * b.side} -6)`,
      ellipse(-6, -78, 17, 12, b.rim, 'opacity=".14"') + ellipse(12, -70, 12, 9, b.rim, 'opacity=".12"'),
    ),
  height: 3.4,
  presence: 1.9,
  focus: 0.62,
  at: 'ground',
}

export const tower: Thing = {
  draw: (b) =>
    path(
      'M-44 0L-44-52L-38-52L-38-57L-32-57L-32-52L-26-52L-26-57L-20-57L-20-84L-24-84L-24-92L-18-92L-18-88L-12-88L-12-92L-6-92L-6-88L0-88L0-92L6-92L6-84L2-84L2-48L10-48L10-54L16-54L16-48L22-48L22-66L34-82L46-66L46 0Z',
      b.body,
    ) +
    path('M-14-92L-9-112L-4-92Z', b.ink) +
    line('M-9-112V-122', b.ink, 1.2) +
    path('M-9-122L4-118L-9-114Z', b.accent) +
    path('M-10 0L-10-18C-10-30 10-30 10-18L10 0Z', b.ink) +
    [
      [-12, -74],
      [-34, -38],
      [31, -58],
      [31, -34],
    ]
      .map(
        ([x = 0, y = 0]) =>
          rect(x, y, 5, 9, b.lit ? b.warm : b.ink, 'rx="2.5"') + (b.lit ? glow(x + 2.5, y + 4, 10, 0.7) : ''),
      )
      .join('') +
    line(b.side > 0 ? 'M34-82L46-66L46 0' : 'M-44 0L-44-52', b.rim, 1.3, 'opacity=".7"'),
  height: 5,
  presence: 2.2,
  focus: 0.6,
  at: 'ground',
}

export const windmill: Thing = {
  draw: (b) => {
    const sail = 'M-1.2 0L-1.2-44L1.2-44L1.2 0ZM1.2-42L10-42L10-8L1.2-8Z'
    const turn = b.random.between(12, 78)
    return (
      path('M-17 0L-10-62C-8-72 8-72 10-62L17 0Z', b.body) +
      path('M-11-60C-8-74 8-74 11-60Z', b.ink) +
      rect(-5, -16, 10, 16, b.ink, 'rx="4"') +
      rect(-3, -42, 6, 8, b.lit ? b.warm : b.ink, 'rx="1"') +
      [0, 90, 180, 270].map((a) => group(`translate(0 -62) rotate(${n(a + turn)})`, path(sail, b.ink))).join('') +
      ellipse(0, -62, 2.6, 2.6, b.rim)
    )
  },
  height: 4,
  presence: 2,
  focus: 0.6,
  at: 'ground',
}

export const bridge: Thing = {
  draw: (b) =>
    path('M-620-44L620-44L620-34L-620-34Z', b.body) +
    [-120, 120]
      .map((x) => path(`M${x - 7} 4L${x - 5}-100L${x + 5}-100L${x + 7} 4Z`, b.body) + (b.lit ? glow(x, -100, 14) : ''))
      .join('') +
    line('M-260-58C-200-62-150-84-120-98C-80-34 80-34 120-98C150-84 200-62 260-58', b.ink, 2.2) +
    Array.from({ length: 19 }, (_, i) => -225 + i * 25)
      .map((x) =>
        line(
          `M${x}-44V${n(x > -120 && x < 120 ? -50 - (x / 120) ** 2 * 46 : -50 - (1 - (Math.abs(x) - 120) / 140) * 44)}`,
          b.ink,
          0.9,
        ),
      )
      .join(''),
  height: 3.5,
  presence: 1.7,
  focus: 0.55,
  at: 'water',
}

export const door: Thing = {
  draw: (b) =>
    path('M-34 0L-34-72C-34-104 34-104 34-72L34 0Z', b.ink) +
    path('M-27 0L-27-71C-27-96 27-96 27-71L27 0Z', b.body) +
    path('M4 0L4-92C18-90 27-84 27-71L27 0Z', b.warm, 'opacity=".9"') +
    glow(15, -44, 60, 0.9) +
    line('M-20-66L-4-66L-4-42L-20-42ZM-20-34L-4-34L-4-8L-20-8Z', b.ink, 1.3, 'opacity=".7"') +
    ellipse(-1, -38, 2, 2, b.warm) +
    path('M4 0L27 0L70 16L-10 16Z', b.warm, 'opacity=".35"'),
  height: 1.3,
  presence: 1.2,
  focus: 0.5,
  at: 'ground',
}

export const tent: Thing = {
  draw: (b) =>
    path('M-74 0L-18-78L8-78L70 0Z', b.body) +
    path('M-74 0L-18-78L10 0Z', b.lit ? b.warm : b.pale, 'opacity=".85"') +
    path('M-32 0L-18-78L-6 0Z', b.ink, 'opacity=".6"') +
    (b.lit ? glow(-30, -30, 80, 0.8) : '') +
    line('M-18-78L-21-88M8-78L70 0L84 4', b.ink, 1.5) +
    line('M-18-78L8-78', b.rim, 1.6),
  height: 0.9,
  presence: 1,
  focus: 0.45,
  at: 'ground',
}
