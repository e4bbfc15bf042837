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
  // `JSON.stringify` gives undefined for undefined or a function, and leaves such a field out without a word.
  if (JSON.stringify(data) === undefined) {
    throw new TypeError(`JSON has no form for the data of ${event}: ${typeof data}`)
  }
  return JSON.stringify({ id, event, timestamp, key, data })
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
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp)))
    throw new TypeError('an event has a date as its timestamp')
  // null, 0 and false are data as well.
  if (data === undefined) throw new TypeError('an event has data')
  if (key === undefined) return { id, event: name, timestamp, data }
  if (typeof key !== 'string') throw new TypeError('the key of an event is a text')
  return { id, event: name, timestamp, data, key }
  // #endregion
}

// #region 05.1-isRecord
//-
/** A value with fields that can be looked at: no null, no text, no list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
// #endregion
