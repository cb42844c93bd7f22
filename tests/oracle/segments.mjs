// Reads one JSON string per line, writes one JSON object per line: what Twilio's calculator says.
import { readFileSync } from 'node:fs'
import calculator from 'sms-segments-calculator'

const lines = readFileSync(0, 'utf8').split('\n').filter(line => line !== '')
process.stdout.write(lines.map(line => {
  const message = new calculator.SegmentedMessage(JSON.parse(line))
  return JSON.stringify({ encoding: message.encodingName, segments: message.segmentsCount })
}).join('\n'))
