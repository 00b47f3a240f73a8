/** Which colours a scene has: by time of day, changed by weather and place. */
import { hash } from './random.ts'
import { mix, type Palette } from './colour.ts'
import type { Scene, Time } from './words.ts'

const PALETTES: Readonly<Record<Time, readonly [Palette, ...Palette[]]>> = {
  dawn: [
    p(['#4a6fa5', '#c7a3bf', '#ffdcb8'], '#ffe9c9', '#fff6e0', '#a99fc0', '#2c3354', '#ffb45e', 0),
    p(['#5b86b0', '#a9c6cf', '#fbe3c4'], '#fff0d0', '#fffaf0', '#9db4bd', '#1f3d47', '#ffb765', 0),
  ],
  day: [
    p(['#2f7fc4', '#79b9e4', '#dff0f0'], '#fffbe8', '#fffdf2', '#8fb9c9', '#1e4a4c', '#ffc163', 0),
    p(['#3a93b8', '#8fd0d6', '#f1f3d8'], '#fffbe0', '#fffdf2', '#9cc4b4', '#22463a', '#ffbd5c', 0),
  ],
  golden: [
    p(['#3f5f94', '#e09a72', '#ffd590'], '#ffe6a8', '#fff3cf', '#c58a76', '#3a2336', '#ffb347', 0),
    p(['#5a5f8f', '#ef8f6b', '#ffcf7d'], '#ffe2a0', '#fff0c4', '#b87a7c', '#33203c', '#ffb04a', 0),
  ],
  dusk: [
    p(['#151f47', '#5a3f77', '#f2906a'], '#ffc58f', '#ffe3b8', '#6a4d80', '#15132e', '#ffb052', 0.35),
    p(['#0f2747', '#3c5f86', '#f3a892'], '#ffd0b0', '#ffeada', '#4f668d', '#0d1c33', '#ffb35a', 0.35),
  ],
  night: [
    p(['#050a20', '#0f2249', '#2d5286'], '#9fc0ea', '#f6f1da', '#24406f', '#050916', '#ffb24d', 1),
    p(['#04131c', '#0b3140', '#27707a'], '#a6e0dc', '#f3f4de', '#1b5560', '#031016', '#ffb653', 1),
  ],
}

function p(
  sky: [string, string, string],
  glow: string,
  light: string,
  far: string,
  near: string,
  warm: string,
  stars: number,
): Palette {
  return { sky, glow, light, far, near, warm, stars }
}

/** The same for all shots of one place and time, whatever their seeds. */
export function choosePalette(scene: Scene): Palette {
  const choices = PALETTES[scene.time]
  const base = choices[hash(`${scene.place} ${scene.time}`) % choices.length] ?? choices[0]
  return inWeather(atPlace(base, scene), scene)
}

function atPlace(base: Palette, { place, time }: Scene): Palette {
  switch (place) {
    case 'space':
      return p(['#05040f', '#17113a', '#3b2467'], '#b58cff', '#ffe9c2', '#3d2f78', '#07051a', '#ffb45e', 1)
    case 'underwater':
      return p(['#7fe0dc', '#1f8fa8', '#0a3f66'], '#d8fff4', '#f4fff8', '#1c7893', '#04213d', '#ffc773', 0)
    case 'desert':
      return time === 'night'
        ? base
        : { ...base, far: mix(base.far, '#d9935c', 0.55), near: mix(base.near, '#5a2a22', 0.5) }
    case 'snowfield':
      return { ...base, far: mix(base.far, '#dcebf5', 0.3), near: mix(base.near, '#1d3350', 0.3) }
    case 'forest':
      return { ...base, far: mix(base.far, '#5f8f7d', 0.4), near: mix(base.near, '#0a2420', 0.55) }
    case 'hills':
      return { ...base, far: mix(base.far, '#8fa06a', 0.3), near: mix(base.near, '#1a2c22', 0.45) }
    default:
      return base
  }
}

function inWeather(base: Palette, { weather, time }: Scene): Palette {
  const toned = (colour: string, share: number, dark = false): Palette => ({
    ...base,
    sky: [
      mix(base.sky[0], dark ? '#16222f' : colour, share),
      mix(base.sky[1], colour, share),
      mix(base.sky[2], colour, share * (dark ? 0.85 : 0.7)),
    ],
    glow: mix(base.glow, colour, share * 0.6),
    far: mix(base.far, colour, share * 0.6),
    stars: 0,
  })
  const night = time === 'night'
  switch (weather) {
    case 'storm':
      return toned(night ? '#1d3346' : '#41626f', 0.72, true)
    case 'rain':
      return toned(night ? '#1f3a54' : '#5f8296', 0.5, true)
    case 'fog':
      return toned(night ? '#33506e' : '#cfd3d6', 0.45)
    case 'snowfall':
      return toned(night ? '#2f4c73' : '#bcd0e0', 0.4)
    case 'clear':
    case 'wind':
      return base
  }
}
