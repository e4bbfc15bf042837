/**
 * Lesson 05: envelopes as JSON.
 *
 * @module
 */
// #region given-imports
import type { Envelope } from '../../lessons/05-event-bus/contract.ts'
// #endregion

/**
 * Serializes an envelope.
 *
 * @throws TypeError if JSON cannot represent its data.
 */
export function writeEnvelope({ id, event, timestamp, key, data }: Envelope): string {
  // #region 05.1-write
  //- // JSON leaves out `data` if it can't represent it. Throw a TypeError instead.
  //- return JSON.stringify({ id, event, timestamp, key, data })
  if (JSON.stringify(data) === undefined) throw new TypeError(`JSON can't represent the data of ${event}.`)
  return JSON.stringify({ id, event, timestamp, key, data })
  // #endregion
}

/**
 * Parses and checks an envelope.
 *
 * @param name The event that the channel is for.
 * @throws SyntaxError for invalid JSON, TypeError for anything that is not an envelope of this event.
 */
export function readEnvelope(text: string, name: string): Envelope {
  // #region 05.1-read
  //- // `as` checks nothing. Parse to `unknown`, and throw a TypeError if a field isn't as in the contract.
  //- return JSON.parse(text) as Envelope
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new TypeError('An envelope must be an object.')
  const { id, event, timestamp, data, key } = value
  if (typeof id !== 'string' || id === '') throw new TypeError('`id` must be a string that is not empty.')
  if (event !== name) throw new TypeError(`\`event\` must be "${name}" on this channel.`)
  if (typeof timestamp !== 'string' || !isDate(timestamp)) throw new TypeError('`timestamp` must be a date.')
  if (data === undefined) throw new TypeError('`data` is missing.')
  if (key !== undefined && typeof key !== 'string') throw new TypeError('`key` must be a string.')
  return { id, event: name, timestamp, data, key }
  // #endregion
}

// #region given-isRecord
function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}

/** Whether a value has fields: not null, not a string, not an array. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
// #endregion
