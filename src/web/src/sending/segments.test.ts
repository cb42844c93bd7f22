import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { charactersForcingUcs2, countSegments } from './segments'

describe('countSegments', () => {
  it.each([
    ['', 'GSM-7', 1, 0, 160],
    ['a'.repeat(160), 'GSM-7', 1, 160, 0],
    ['a'.repeat(161), 'GSM-7', 2, 161, 145],
    ['€'.repeat(80), 'GSM-7', 1, 160, 0],
    ['€'.repeat(81), 'GSM-7', 2, 162, 143],
    ['a'.repeat(152) + '€' + 'a'.repeat(10), 'GSM-7', 2, 164, 141],
    ['á'.repeat(70), 'UCS-2', 1, 70, 0],
    ['á'.repeat(71), 'UCS-2', 2, 71, 63],
    ['a'.repeat(66) + '😀' + 'aaa', 'UCS-2', 2, 71, 62],
    ['¿Qué turno, señor?', 'GSM-7', 1, 18, 142],
  ] as const)('counts %j', (text, encoding, segments, units, remaining) => {
    expect(countSegments(text)).toEqual({ encoding, segments, units, remaining })
  })
})

describe('charactersForcingUcs2', () => {
  it('names each character once, in order', () => {
    expect(charactersForcingUcs2('“Sí”, 👍🏽 a las 7 “sí”')).toEqual(['“', 'í', '”', '👍🏽'])
    expect(charactersForcingUcs2('Reply STOP to stop.')).toEqual([])
  })
})

interface Case {
  text: string
  encoding?: string
  segments: number
  units?: number
}

const shared = resolve(process.env['ROSTERLINE_SHARED'] ?? resolve(process.cwd(), '../../../shared'), 'cases/sms-segmentation.json')

describe.skipIf(!existsSync(shared))('the shared cases', () => {
  it('count as they say', () => {
    const { oracle_cases, peer_test_cases } = JSON.parse(readFileSync(shared, 'utf8')) as Record<string, Case[]>
    const cases = [...(oracle_cases ?? []), ...(peer_test_cases ?? [])]
    expect(cases.length).toBeGreaterThan(300)
    for (const { text, encoding, segments, units } of cases) {
      const count = countSegments(text)
      expect({ text, segments: count.segments, encoding: encoding && count.encoding }).toEqual({ text, segments, encoding })
      if (units !== undefined) expect(count.units).toBe(units)
    }
  })
})
