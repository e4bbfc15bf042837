// An event is an object of a class and is serialized by toJSON().
/**
 * Lesson 05: envelopes as JSON.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { EmitOptions, Envelope } from '../../../../lessons/05-event-bus/contract.ts'

/**
 * The envelope of a new event, as JSON.
 *
 * @throws TypeError if JSON cannot represent its data.
 */
export function writeEnvelope(event: string, data: unknown, options: EmitOptions): string {
  const { id = randomUUID(), key } = options
  const made = new Event(id, event, new Date().toISOString(), data, key)
  return JSON.stringify(made)
}

/**
 * Parses and checks an envelope.
 *
 * @throws An error for anything that is not an envelope of the event `name`.
 */
export function readEnvelope(text: string, name: string): Envelope {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no object')
  const { id, event, timestamp, data, key } = value as Record<string, unknown>
  if (event !== name) throw new TypeError('another event')
  if (typeof id !== 'string' || typeof timestamp !== 'string' || data === undefined)
    throw new TypeError('no event')
  if (id === '' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('no id or no date')
  if (key !== undefined && typeof key !== 'string') throw new TypeError('no key')
  return new Event(id, name, timestamp, data, key)
}

class Event implements Envelope {
  readonly id: string
  readonly event: string
  readonly timestamp: string
  readonly data: unknown
  readonly key?: string

  constructor(id: string, event: string, timestamp: string, data: unknown, key: string | undefined) {
    this.id = id
    this.event = event
    this.timestamp = timestamp
    this.data = data
    if (key !== undefined) this.key = key
  }

  toJSON(): object {
    if (JSON.stringify(this.data) === undefined) throw new TypeError(`no JSON for the data of ${this.event}`)
    return Object.assign(Object.create(null), this)
  }
}
