import { setTimeout as sleep } from 'node:timers/promises'

/** A message with its number. */
export interface Numbered {
  readonly sender: string
  readonly number: number
  readonly text: string
}

/** The string that is published. */
export function encode({ sender, number, text }: Numbered): string {
  return JSON.stringify({ sender, number, text })
}

/** Reads a message. Throws if it isn't a numbered message. */
export function decode(message: string): Numbered {
  const { sender, number, text } = Object(JSON.parse(message)) as Partial<Numbered>
  if (
    typeof sender !== 'string' ||
    typeof text !== 'string' ||
    !Number.isSafeInteger(number) ||
    number! < 1
  ) {
    throw new TypeError('This is not a numbered message.')
  }
  return { sender, number: number!, text }
}

/** Rejects if the promise hasn't settled after `ms`. The command is still in flight then, and can succeed later. */
export async function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  const end = new AbortController()
  const late = sleep(ms, undefined, { signal: end.signal }).then(() => {
    throw new Error(`There was no reply within ${Math.round(ms)} ms.`)
  })
  late.catch(() => {})
  return Promise.race([promise, late]).finally(() => end.abort())
}
