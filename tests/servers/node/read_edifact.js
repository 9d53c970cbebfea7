// Reads EDIFACT with the npm package `edifact`: a line of JSON in, {"text": "UNB..."}, a line of JSON out.
// The answer is {"segments": [[tag, element, ...], ...]}, each element a list of components, or {"error": "..."}.
// The package checks the elements of segments that it knows, and the structure of APERAK, whose table it has.
'use strict'

const readline = require('readline')
const Reader = require('edifact/reader.js')
const Tracker = require('edifact/tracker.js')
const tables = { APERAK: require('edifact/messages/APERAK.json') }

function track (segments) {
  let tracker = null
  for (const segment of segments) {
    if (segment.name === 'UNH' && tables[segment.elements[1][0]]) tracker = new Tracker(tables[segment.elements[1][0]])
    if (tracker) tracker.accept(segment.name)
    if (segment.name === 'UNT') tracker = null
  }
}

function answer (line) {
  try {
    const segments = new Reader().parse(JSON.parse(line).text)
    track(segments)
    return { segments: segments.map(segment => [segment.name, ...segment.elements]) }
  } catch (error) {
    return { error: String(error.message) }
  }
}

readline.createInterface({ input: process.stdin }).on('line', line => console.log(JSON.stringify(answer(line))))
