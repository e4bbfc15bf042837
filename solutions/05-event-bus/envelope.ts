/**
 * Lesson 05: envelopes as JSON.
 *
 * @module
 */
// #region given-imports
import { randomUUID } from 'node:crypto'
import type { EmitOptions, Envelope } from '../../lessons/05-event-bus/contract.ts'
// #endregion

/**
 * The envelope of a new event, as JSON.
 *
 * @throws TypeError if JSON cannot represent its data.
 */
export function writeEnvelope(event: string, data: unknown, options: EmitOptions): string {
  // #region 05.1-write
  //- // Add the ID and the key from `options`; without an ID, make one. If JSON leaves out `data`, throw a TypeError.
  //- return JSON.stringify({ event, data, timestamp: new Date() })
  if (JSON.stringify(data) === undefined) throw new TypeError(`JSON can't represent the data of ${event}.`)
  const { id = randomUUID(), key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion
}

/**
 * Parses and checks an envelope.
 *
 * @throws An error for anything that is not an envelope of the event `name`.
 */
export function readEnvelope(text: string, name: string): Envelope {
  // #region 05.1-read
  //- // `as` checks nothing. Parse to `unknown`, and throw a TypeError unless each field is as in the contract.
  //- const { id, event, timestamp, data, key } = JSON.parse(text) as Envelope
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) throw new TypeError('An envelope must be an object.')
  const { id, event, timestamp, data, key } = value
  if (typeof id !== 'string' || id === '') throw new TypeError('`id` must be a string that is not empty.')
  if (event !== name) throw new TypeError(`\`event\` must be "${name}" on this channel.`)
  if (typeof timestamp !== 'string' || !isDate(timestamp)) throw new TypeError('`timestamp` must be a date.')
  if (data === undefined) throw new TypeError('`data` is missing.')
  // #endregion
  // #region given-key
  // Given: the key is for Go further.
  if (key !== undefined && typeof key !== 'string') throw new TypeError('`key` must be a string.')
  return { id, event, timestamp, data, key }
  // #endregion
}

// #region given-isRecord
function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
// #endregion
