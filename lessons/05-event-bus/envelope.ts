// Yours. Fill in the TODOs, then check: npm test lessons/05

import { randomUUID } from 'node:crypto'
import type { EmitOptions, Envelope } from './contract.ts'

/**
 * The envelope of a new event, as JSON.
 *
 * @throws TypeError if JSON cannot represent its data.
 */
export function writeEnvelope(event: string, data: unknown, options: EmitOptions): string {
  // TODO 05.1: Send and check envelopes
  // Add the ID and the key from `options`; without an ID, make one. If JSON leaves out `data`, throw a TypeError.
  return JSON.stringify({ event, data, timestamp: new Date() })
}

/**
 * Parses and checks an envelope.
 *
 * @throws An error for anything that is not an envelope of the event `name`.
 */
export function readEnvelope(text: string, name: string): Envelope {
  // TODO 05.1, continued
  // `as` checks nothing. Parse to `unknown`, and throw a TypeError unless each field is as in the contract.
  const { id, event, timestamp, data, key } = JSON.parse(text) as Envelope
  // Given: the key is for Go further.
  if (key !== undefined && typeof key !== 'string') throw new TypeError('`key` must be a string.')
  return { id, event, timestamp, data, key }
}

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
