// Reads lines "region<TAB>text" (region may be empty), writes one JSON object per line: what Google's library says.
import { readFileSync } from 'node:fs'
import google from 'google-libphonenumber'

const util = google.PhoneNumberUtil.getInstance()
const kinds = Object.fromEntries(Object.entries(google.PhoneNumberType).map(([name, value]) => [value, name]))

function read(region, text) {
  try {
    const number = util.parse(text, region || undefined)
    const valid = util.isValidNumber(number)
    return {
      e164: `+${number.getCountryCode()}${util.getNationalSignificantNumber(number)}`,
      valid,
      region: valid ? util.getRegionCodeForNumber(number) : null,
      kind: kinds[util.getNumberType(number)],
      extension: number.getExtension() || null,
    }
  } catch {
    return { e164: null, valid: false, region: null, kind: null, extension: null }
  }
}

const lines = readFileSync(0, 'utf8').split('\n').filter(line => line !== '')
process.stdout.write(lines.map(line => {
  const at = line.indexOf('\t')
  return JSON.stringify(read(line.slice(0, at), line.slice(at + 1)))
}).join('\n'))
