export const poolWords = {
  pools: 'Pools',
  line: 'Lines that stand in for each other. A conversation keeps its line; when its provider does not answer, texts go from the next one.',
  none: 'No pools yet. Put lines of two providers together, and one can fail without anybody noticing.',
  add: 'Make a pool', edit: 'Change', remove: 'Remove', removeTitle: (name: string) => `Remove ${name}?`, removeLine: 'Its lines stay, each for itself. Texts that wait go from their own line.',
  title: 'A pool of lines', editTitle: (name: string) => `Change ${name}`, sheet: 'Everybody on one of its lines sees and answers the conversations of all.',
  name: 'Name', lines: 'Lines, in the order of their turn', save: 'Save', up: (name: string) => `Earlier: ${name}`, few: 'Choose at least two lines.',
  working: 'Works', needsYou: 'Look at it',
};
