/** What a text costs; `units` are septets (GSM-7) or UTF-16 units (UCS-2), `remaining` of them fit before one more segment begins. */
export interface SegmentCount {
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  units: number
  remaining: number
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')
const limits = { 'GSM-7': { alone: 160, part: 153 }, 'UCS-2': { alone: 70, part: 67 } } as const

const isGsm = (character: string) => basic.has(character) || extended.has(character)

/** Counts segments exactly as the server does (3GPP 23.038); no part ends within a character, an empty text is one segment. */
export function countSegments(text: string): SegmentCount {
  const characters = Array.from(text)
  const encoding = characters.every(isGsm) ? 'GSM-7' : 'UCS-2'
  const costs = characters.map(character => (encoding === 'UCS-2' ? character.length : extended.has(character) ? 2 : 1))
  const units = costs.reduce((sum, cost) => sum + cost, 0)
  const { alone, part } = limits[encoding]
  if (units <= alone) return { encoding, segments: 1, units, remaining: alone - units }

  let segments = 1
  let used = 0
  for (const cost of costs) {
    if (used + cost > part) {
      segments++
      used = 0
    }
    used += cost
  }
  return { encoding, segments, units, remaining: part - used }
}

/** The characters, each once and in order, that make the text travel as UCS-2 and so halve its room; none for a GSM-7 text. */
export function charactersForcingUcs2(text: string): string[] {
  const graphemes = Array.from(new Intl.Segmenter().segment(text), part => part.segment)
  return [...new Set(graphemes.filter(grapheme => !Array.from(grapheme).every(isGsm)))]
}
