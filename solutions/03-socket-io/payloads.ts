/**
 * What may be said: everything that comes from a browser or from Redis is read here, and nothing is believed.
 *
 * Each function gives what it has read, or undefined for what is none.
 *
 * @module
 */
import type { Message, RoomDelivery, RoomText, UserDelivery } from '../../lessons/03-socket-io/contract.ts'

/** The longest text and the longest name of a room, as `length` counts them. */
const LONGEST_TEXT = 2000
const LONGEST_ROOM = 100

/** A value with fields that can be looked at: no null, no text, no list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is neither empty nor too long. */
function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest
}

/** From a browser: the text of `{ text }`. */
export function readText(value: unknown): string | undefined {
  // #region 03.1-readText
  if (!isRecord(value)) return undefined
  return isText(value.text, LONGEST_TEXT) ? value.text : undefined
  // #endregion
}

/** From a browser: the name of a room. */
export function readRoom(value: unknown): string | undefined {
  // #region 03.3-readRoom
  return isText(value, LONGEST_ROOM) ? value : undefined
  // #endregion
}

/** From a browser: `{ room, text, others }`. */
export function readRoomText(value: unknown): RoomText | undefined {
  // #region 03.3-readRoomText
  if (!isRecord(value)) return undefined
  const room = readRoom(value.room)
  const text = readText(value)
  const { others = false } = value
  if (room === undefined || text === undefined || typeof others !== 'boolean') return undefined
  return { room, text, others }
  // #endregion
}

/** From Redis: who sent something. */
function readUser(value: unknown): Message['from'] | undefined {
  if (!isRecord(value)) return undefined
  const { id, name } = value
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined
}

/** From Redis: a message to everybody. */
export function readMessage(value: unknown): Message | undefined {
  // #region 03.1-readMessage
  if (!isRecord(value)) return undefined
  const from = readUser(value.from)
  const { text, sentAt } = value
  if (!from || typeof text !== 'string' || typeof sentAt !== 'string') return undefined
  // Made anew: what else the text held does not reach the browsers.
  return { from, text, sentAt }
  // #endregion
}

/** From Redis: something for one user. */
export function readNotification(value: unknown): UserDelivery | undefined {
  // #region 03.2-readNotification
  if (!isRecord(value) || !isRecord(value.notification)) return undefined
  const { userId } = value
  const { title, text } = value.notification
  if (typeof userId !== 'string' || typeof title !== 'string' || typeof text !== 'string') return undefined
  return { userId, notification: { title, text } }
  // #endregion
}

/** From Redis: a message to a room. */
export function readRoomDelivery(value: unknown): RoomDelivery | undefined {
  // #region 03.3-readRoomDelivery
  const message = readMessage(value)
  if (!message || !isRecord(value)) return undefined
  const { room, except } = value
  if (typeof room !== 'string') return undefined
  if (except === undefined) return { room, ...message }
  return typeof except === 'string' ? { room, ...message, except } : undefined
  // #endregion
}
