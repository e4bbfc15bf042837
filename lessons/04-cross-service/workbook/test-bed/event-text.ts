import { randomUUID } from 'node:crypto'

/** An event as another program may write it. */
export function eventText(userId: string, more: object = {}): string {
  return JSON.stringify({ id: randomUUID(), userId, registeredAt: new Date().toISOString(), ...more })
}

/** The ID of an event. */
export function idIn(text: string): string {
  return (JSON.parse(text) as { id: string }).id
}
