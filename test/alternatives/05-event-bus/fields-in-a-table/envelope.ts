// A table of what each field must be. It is serialized once and parsed again to see what JSON has made of it.
import { randomUUID } from 'node:crypto'
import type { EmitOptions, Envelope } from '../../../../lessons/05-event-bus/contract.ts'

const FIELDS: Record<string, (value: unknown) => boolean> = {
  id: (value) => typeof value === 'string' && value !== '',
  event: (value) => typeof value === 'string',
  timestamp: (value) => typeof value === 'string' && new Date(value).toString() !== 'Invalid Date',
  data: (value) => value !== undefined,
  key: (value) => value === undefined || typeof value === 'string',
}

export function writeEnvelope(event: string, data: unknown, options: EmitOptions): string {
  const timestamp = new Date().toISOString()
  const text = JSON.stringify({ id: randomUUID(), ...options, event, timestamp, data })
  if (!Object.hasOwn(JSON.parse(text) as object, 'data')) throw new TypeError('this data is nothing in JSON')
  return text
}

export function readEnvelope(text: string, name: string): Envelope {
  const value = JSON.parse(text) as Record<string, unknown> | null
  if (value === null || value.constructor !== Object) throw new Error(`this is no event: ${text}`)
  for (const [field, isRight] of Object.entries(FIELDS)) {
    if (!isRight(value[field])) throw new Error(`this is no ${field}: ${JSON.stringify(value[field])}`)
  }
  if (value.event !== name) throw new Error(`this is an event called ${String(value.event)}`)
  return value as unknown as Envelope
}
