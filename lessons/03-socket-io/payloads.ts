// Yours. Lesson 03, Socket.IO over many servers: fill in the tasks marked TODO. Check with: npm test lessons/03

import { todo } from '../../shared/lesson/todo.ts'
import type { Message, RoomDelivery, RoomText, UserDelivery } from './contract.ts'

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
  // TODO 03.1: broadcast through Redis, and answer the sender
  return todo('03.1')
}

/** From a browser: the name of a room. */
export function readRoom(value: unknown): string | undefined {
  // TODO 03.3: rooms with one subscription per server
  return todo('03.3')
}

/** From a browser: `{ room, text, others }`. */
export function readRoomText(value: unknown): RoomText | undefined {
  // TODO 03.3, continued
  return todo('03.3')
}

/** From Redis: who sent something. */
function readUser(value: unknown): Message['from'] | undefined {
  if (!isRecord(value)) return undefined
  const { id, name } = value
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined
}

/** From Redis: a message to everybody. */
export function readMessage(value: unknown): Message | undefined {
  // TODO 03.1, continued
  return todo('03.1')
}

/** From Redis: something for one user. */
export function readNotification(value: unknown): UserDelivery | undefined {
  // TODO 03.2: know who is behind a socket, and notify one user
  return todo('03.2')
}

/** From Redis: a message to a room. */
export function readRoomDelivery(value: unknown): RoomDelivery | undefined {
  // TODO 03.3, continued
  return todo('03.3')
}
