/**
 * Lesson 05: the form in which an event travels.
 *
 * @module
 */
import type { Envelope } from '../../lessons/05-event-bus/contract.ts'

/**
 * Writes an event as a text.
 *
 * @throws TypeError when JSON has no form for its data.
 */
export function writeEnvelope({ id, event, timestamp, key, data }: Envelope): string {
  // #region 05.1-write
  //- return JSON.stringify({ id, event, timestamp, key, data })
  const json = JSON.stringify(data)
  // `JSON.stringify` gives no text for undefined or a function, and leaves such a field out without a word.
  if (json === undefined) throw new TypeError(`JSON has no form for the data of ${event}: ${typeof data}`)
  // Put together by hand, so that the data is written only once. A date has nothing in it that JSON would write otherwise.
  const head = `"id":${JSON.stringify(id)},"event":${JSON.stringify(event)},"timestamp":"${timestamp}"`
  return `{${head}${key === undefined ? '' : `,"key":${JSON.stringify(key)}`},"data":${json}}`
  // #endregion
}

/**
 * Reads a text that has come for an event of this name.
 *
 * @throws SyntaxError when it is no JSON, TypeError when it is no event, or one of another name.
 */
export function readEnvelope(text: string, name: string): Envelope {
  // #region 05.1-read
  //- return JSON.parse(text) as Envelope
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new TypeError('an event is an object')
  const { id, event, timestamp, data, key } = value
  if (typeof id !== 'string' || id === '') throw new TypeError('an event has a text as its id')
  // What came by this channel is handed to those who listen to it.
  if (event !== name) throw new TypeError(`an event of this channel is called ${name}`)
  if (!isDate(timestamp)) throw new TypeError('an event has a date as its timestamp')
  // null, 0 and false are data as well.
  if (data === undefined) throw new TypeError('an event has data')
  if (key === undefined) return { id, event: name, timestamp, data }
  if (typeof key !== 'string') throw new TypeError('the key of an event is a text')
  return { id, event: name, timestamp, data, key }
  // #endregion
}

// #region 05.1-isRecord
//-
/** The last text that was seen to be a date: events that come together often have the same one. */
let lastDate = ''

function isDate(value: unknown): value is string {
  if (value === lastDate) return value !== ''
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return false
  lastDate = value
  return true
}

/** A value with fields that can be looked at: no null, no text, no list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
// #endregion
