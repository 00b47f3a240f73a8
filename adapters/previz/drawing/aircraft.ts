/** Draws what flies and was built. */
import { ellipse, glow, group, line, n, path, rect, type Thing } from './brush.ts'

export const balloon: Thing = {
  draw: (b) =>
    path('M0-100C-34-100-42-74-38-58C-33-42-18-30-8-22L8-22C18-30 33-42 38-58C42-74 34-100 0-100Z', b.warm) +
    path('M0-100C-16-100-20-74-18-58C-16-42-8-30-4-22L4-22C8-30 16-42 18-58C20-74 16-100 0-100Z', b.accent) +
    path('M0-100C-6-100-7-74-6-58C-5-42-2-30-1-22L1-22C2-30 5-42 6-58C7-74 6-100 0-100Z', '#fff0cf') +
    path(
      'M0-100C-34-100-42-74-38-58C-33-42-18-30-8-22L8-22C18-30 33-42 38-58C42-74 34-100 0-100Z',
      b.body,
      'opacity=".38"',
    ) +
    line('M-7-22L-5-10M7-22L5-10', b.ink, 0.8) +
    rect(-6, -10, 12, 9, b.ink, 'rx="1.5"') +
    glow(0, -20, 20, 0.9),
  height: 3,
  presence: 1.3,
  focus: 0.6,
  at: 'air',
}

export const rocket: Thing = {
  draw: (b) =>
    glow(0, 0, 44) +
    path('M-9-14C-12 6-4 22 0 34C4 22 12 6 9-14Z', b.warm) +
    path('M-4-14C-5 0-2 8 0 14C2 8 5 0 4-14Z', '#fff6df') +
    path('M-15-40L-32-14L-30-4L-13-14ZM15-40L32-14L30-4L13-14Z', b.accent) +
    path('M0-104C-14-90-19-66-17-38L-12-12L12-12L17-38C19-66 14-90 0-104Z', b.pale) +
    path('M0-104C-14-90-19-66-17-38L-12-12L12-12L17-38C19-66 14-90 0-104Z', b.body, 'opacity=".38"') +
    path('M0-104C-7-97-11-88-14-78L14-78C11-88 7-97 0-104Z', b.accent) +
    ellipse(0, -60, 8, 8, b.ink) +
    ellipse(0, -60, 5.8, 5.8, b.palette.glow) +
    path('M-3-40L3-40L4-6L-4-6Z', b.accent),
  height: 3,
  presence: 1.4,
  focus: 0.55,
  at: 'air',
}

export const plane: Thing = {
  draw: (b) =>
    group(
      `scale(${b.side} 1) rotate(-8 0 -50)`,
      path('M-92-56C-60-62 40-64 78-54C92-50 92-44 78-42C40-36-60-38-88-46Z', b.pale) +
        path('M-92-56C-60-62 40-64 78-54C92-50 92-44 78-42C40-36-60-38-88-46Z', b.body, 'opacity=".4"') +
        path('M-84-52L-104-82L-90-82L-64-56ZM16-48L-34-10L-18-10L46-46ZM16-56L-10-78L2-78L44-57Z', b.body) +
        [0, 1, 2, 3, 4, 5, 6].map((i) => ellipse(-40 + i * 14, -52, 2.2, 2.6, b.lit ? b.warm : b.ink)).join('') +
        path('M66-56L78-54C84-52 86-51 86-50L64-50Z', b.ink) +
        line('M-100-50L-230-50', b.palette.light, 3, 'opacity=".35"'),
    ),
  height: 1.6,
  presence: 1,
  focus: 0.5,
  at: 'air',
}

export const kite: Thing = {
  draw: (b) => {
    const lean = n(b.random.between(-14, 14))
    return group(
      `rotate(${lean} 0 -60)`,
      path('M0-104L34-66L0-22L-34-66Z', b.accent) +
        path('M0-104L34-66L0-66ZM0-66L0-22L-34-66Z', b.warm) +
        line('M0-104V-22M-34-66H34', b.ink, 1.2) +
        line('M0-22C14-8-14 6 2 20C16 34-8 46 4 60', b.ink, 1.2) +
        [
          [3, -10],
          [-4, 6],
          [6, 26],
        ]
          .map(([x = 0, y = 0]) =>
            path(
              `M${x} ${y}L${x - 8} ${y - 5}L${x - 8} ${y + 5}ZM${x} ${y}L${x + 8} ${y - 5}L${x + 8} ${y + 5}Z`,
              b.warm,
            ),
          )
          .join(''),
    )
  },
  height: 0.9,
  presence: 0.8,
  focus: 0.6,
  at: 'air',
}
