/** How the page reaches its server: with the token that the opened address brought along. */
import type { Pushed } from '../messages.ts'

/** How the connection stands. `denied`: the token is missing or of another run. */
export type Line = 'connecting' | 'up' | 'lost' | 'denied'

const KEY = 'workbook-token'
/** How long to wait before the next attempt to reach the server, in milliseconds. */
const AGAIN_MS = 700

/** Takes the token out of the address: it must not stay in the history, or in a link that somebody copies. */
export function takeToken(): void {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1]
  if (given === undefined) return
  sessionStorage.setItem(KEY, given)
  history.replaceState(null, '', location.pathname + location.search)
}

function headers(): HeadersInit {
  return { Authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ''}` }
}

/** An answer that isn't the one that was asked for: `message` is a sentence. */
export class Refused extends Error {}

/** Asks the server for something below `/api/`. With a body, or with `{}`, it acts. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/api/${path}`, {
      headers: headers(),
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refused("The workbook can't be reached. Is npm start still running?")
  }
  const answer: unknown = await response.json()
  if (!response.ok) throw new Refused((answer as { sentence?: string }).sentence ?? 'That did not work.')
  return answer as T
}

/**
 * Follows what the server pushes, and connects again when the server has been away.
 *
 * @param lesson The lesson that the window shows, if any.
 * @returns Ends it.
 */
export function follow(
  lesson: string | undefined,
  on: { pushed(pushed: Pushed): void; line(line: Line): void },
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const run = async () => {
    while (!signal.aborted) {
      try {
        const query = lesson === undefined ? '' : `?lesson=${lesson}`
        const response = await fetch(`/api/events${query}`, { headers: headers(), signal })
        if (response.status === 401) on.line('denied')
        if (response.ok && response.body) {
          on.line('up')
          for await (const pushed of eventsIn(response.body)) on.pushed(pushed)
        }
      } catch {
        // It's gone, or this window doesn't listen any more.
      }
      if (signal.aborted) return
      on.line(sessionStorage.getItem(KEY) ? 'lost' : 'denied')
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
  void run()
  return () => ending.abort()
}

async function* eventsIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<Pushed> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield JSON.parse(block.slice(6)) as Pushed
    }
  }
}

/** Runs the checks again, as after a save. */
export function checkAgain(lesson: string): void {
  ask(`lessons/${lesson}/check`, {}).catch(() => {})
}
