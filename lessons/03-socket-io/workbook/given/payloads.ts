/**
 * Reads values from browsers and from Redis. Neither can be trusted: their types exist only at compile time.
 *
 * Each function returns a new object with the known fields. If the value is malformed, it returns undefined for a
 * browser, and throws for Redis: decode() catches and reports that.
 *
 * @module
 */

import type { Report } from '#shared/lesson/connect-options.ts'
import type { Message, Notification, RoomMessage, RoomText } from '../../contract.ts'

/** The longest text and the longest name of a room, as `length` counts them. */
export const MAX_TEXT = 2000
export const MAX_ROOM = 100

/** A room message as it travels through Redis. `except` is the id of a socket that must not receive it. */
export interface RoomDelivery extends RoomMessage {
  readonly except?: string
}

/** A notification as it travels through Redis. */
export interface UserDelivery {
  readonly userId: string
  readonly notification: Notification
}

/** Reads the name of a room, from a browser. */
export function readRoom(value: unknown): string | undefined {
  return isText(value, MAX_ROOM) ? value : undefined
}

/** Reads `{ room, text, others }`, from a browser. */
export function readRoomText(value: unknown): RoomText | undefined {
  if (!isRecord(value)) return undefined
  const { room, text, others = false } = value
  if (!isText(room, MAX_ROOM) || !isText(text, MAX_TEXT) || typeof others !== 'boolean') return undefined
  return { room, text, others }
}

/** Reads a message to everyone, from Redis. */
export function readMessage(value: unknown): Message {
  const { from, text, sentAt } = fieldsOf(value, 'The payload')
  const { id, name } = fieldsOf(from, 'The field `from`')
  return {
    from: { id: stringIn('from.id', id), name: stringIn('from.name', name) },
    text: stringIn('text', text),
    sentAt: stringIn('sentAt', sentAt),
  }
}

/** Reads a notification, from Redis. */
export function readNotification(value: unknown): UserDelivery {
  const { userId, notification } = fieldsOf(value, 'The payload')
  const { title, text } = fieldsOf(notification, 'The field `notification`')
  return {
    userId: stringIn('userId', userId),
    notification: { title: stringIn('notification.title', title), text: stringIn('notification.text', text) },
  }
}

/** Reads a message to a room, from Redis. */
export function readRoomDelivery(value: unknown): RoomDelivery {
  const message = readMessage(value)
  const { room, except } = fieldsOf(value, 'The payload')
  const delivery = { room: stringIn('room', room), ...message }
  return except === undefined ? delivery : { ...delivery, except: stringIn('except', except) }
}

function fieldsOf(value: unknown, what: string): Record<string, unknown> {
  if (isRecord(value)) return value
  throw new TypeError(value === undefined ? `${what} is missing.` : `${what} isn't an object.`)
}

function stringIn(field: string, value: unknown): string {
  if (isString(value)) return value
  throw new TypeError(`The field \`${field}\` ${value === undefined ? 'is missing' : "isn't a string"}.`)
}

/** Decodes a payload from Redis. A malformed one is reported, and undefined returned. */
export function decode<T>(
  payload: string,
  channel: string,
  read: (value: unknown) => T,
  report: Report,
): T | undefined {
  try {
    return read(JSON.parse(payload))
  } catch (error) {
    report({ kind: 'payload', error, channel, payload })
    return undefined
  }
}

/** Whether a value is an object with fields: not null, and not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isString(value: unknown): value is string {
  return typeof value === 'string'
}

/** Whether a value is a string that is neither empty nor longer than `max`. */
export function isText(value: unknown, max: number): value is string {
  return isString(value) && value.length > 0 && value.length <= max
}
