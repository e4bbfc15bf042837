/** Widths of characters of a sans-serif font, as parts of its size; all others are 0.58. */
const WIDTHS: Readonly<Record<string, string>> = {
  '0.27': " .,:;|!'ijlI’",
  '0.35': 'frt()[]{}/\\-"',
  '0.52': 'csxyzkvJ',
  '0.67': 'wABCDEGHKNOPQRSTUVXYZ&+=<>→←↩×~#',
  '0.88': 'mMW@…%',
}

const OF = new Map(
  Object.entries(WIDTHS).flatMap(([width, all]) => [...all].map((one) => [one, Number(width)])),
)
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u

/** About how wide a text is, in pixels. What depends on it is drawn with this width, whatever the font. */
export function widthOf(text: string, font: 'mono' | 'sans' = 'mono', size = 11.5, isBold = false): number {
  let width = 0
  for (const one of text) width += WIDE.test(one) ? 1.05 : font === 'mono' ? 0.602 : (OF.get(one) ?? 0.58)
  return width * size * (isBold && font === 'sans' ? 1.08 : 1)
}

/** A text that is no wider than this. */
export function fitting(text: string, width: number, font: 'mono' | 'sans' = 'mono', size = 11.5): string {
  if (widthOf(text, font, size) <= width) return text
  const characters = [...text]
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, font, size) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}

/** As it may stand in a file of XML: without what XML has no place for. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
      .replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one)
  )
}
