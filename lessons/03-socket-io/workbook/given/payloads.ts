/**
 * Reads values from browsers and from Redis. Neither can be trusted: their types exist only at compile time.
 *
 * Each function returns a new object with the known fields, or undefined if the value is malformed.
 *
 * @module
 */

import type { Report } from '../../../../shared/lesson/connect-options.ts'
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
export function readMessage(value: unknown): Message | undefined {
  if (!isRecord(value) || !isRecord(value.from)) return undefined
  const { id, name } = value.from
  const { text, sentAt } = value
  if (![id, name, text, sentAt].every(isString)) return undefined
  return { from: { id, name }, text, sentAt } as Message
}

/** Reads a notification, from Redis. */
export function readNotification(value: unknown): UserDelivery | undefined {
  if (!isRecord(value) || !isRecord(value.notification)) return undefined
  const { userId } = value
  const { title, text } = value.notification
  if (!isString(userId) || !isString(title) || !isString(text)) return undefined
  return { userId, notification: { title, text } }
}

/** Reads a message to a room, from Redis. */
export function readRoomDelivery(value: unknown): RoomDelivery | undefined {
  const message = readMessage(value)
  if (!message || !isRecord(value)) return undefined
  const { room, except } = value
  if (!isString(room)) return undefined
  if (except === undefined) return { room, ...message }
  return isString(except) ? { room, ...message, except } : undefined
}

/** Decodes a payload from Redis. A malformed one is reported, and undefined returned. */
export function decode<T>(
  payload: string,
  channel: string,
  read: (value: unknown) => T | undefined,
  report: Report,
): T | undefined {
  try {
    const value = read(JSON.parse(payload))
    if (value === undefined) throw new TypeError('A field is missing or has the wrong type.')
    return value
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
