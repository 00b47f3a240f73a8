/** A film's tone as a prompt says it: in English, which is what picture models read. */

const ENGLISH: Readonly<Record<string, string>> = {
  melancholisch: 'melancholic',
  ruhig: 'calm',
  heiter: 'cheerful',
  fröhlich: 'joyful',
  traurig: 'sad',
  düster: 'gloomy',
  verträumt: 'dreamy',
  geheimnisvoll: 'mysterious',
  dramatisch: 'dramatic',
  episch: 'epic',
  poetisch: 'poetic',
  nostalgisch: 'nostalgic',
  romantisch: 'romantic',
  mélancolique: 'melancholic',
  joyeux: 'joyful',
  joyeuse: 'joyful',
  calme: 'calm',
  chaleureux: 'warm',
  chaleureuse: 'warm',
  mystérieux: 'mysterious',
  mystérieuse: 'mysterious',
  poétique: 'poetic',
  nostalgique: 'nostalgic',
  romantique: 'romantic',
  intime: 'intimate',
  melancólico: 'melancholic',
  melancólica: 'melancholic',
  alegre: 'cheerful',
  tranquilo: 'calm',
  tranquila: 'calm',
  íntimo: 'intimate',
  íntima: 'intimate',
  cálido: 'warm',
  cálida: 'warm',
  misterioso: 'mysterious',
  misteriosa: 'mysterious',
  poético: 'poetic',
  poética: 'poetic',
}

export const toneInEnglish = (tone: string): string =>
  tone
    .split(', ')
    .map((word) => ENGLISH[word] ?? word)
    .join(', ')

/** "calm mood"; empty where there is no tone. */
export const moodWords = (tone: string | null): string =>
  tone === null || tone === '' ? '' : `${toneInEnglish(tone)} mood`
