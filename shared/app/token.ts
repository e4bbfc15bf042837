import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { dirname, join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'

const FILE = join(ROOT, '.workbook', 'app.json')

/** The port to take if it's free; the dev container forwards it. */
export const PORT = 7379

/** What a window of the last run still knows: with the same port and token, it goes on after a restart. */
export interface Remembered {
  readonly port: number
  readonly token: string
}

/** The port and the token of the last run, or the usual port and a new token. */
export function remembered(): Remembered {
  try {
    const { port, token } = JSON.parse(readIfThere(FILE) ?? '') as Partial<Remembered>
    if (Number.isInteger(port) && /^[\w-]{32}$/.test(token ?? '')) return { port: port!, token: token! }
  } catch {
    // There is none yet, or it isn't readable: then a new one does.
  }
  return { port: PORT, token: randomBytes(24).toString('base64url') }
}

/** Keeps them for the next run, where no other user can read them. */
export function remember(own: Remembered): void {
  try {
    mkdirSync(dirname(FILE), { recursive: true })
    writeFileSync(FILE, `${JSON.stringify(own)}\n`, { mode: 0o600 })
    chmodSync(FILE, 0o600)
  } catch {
    // A folder that can't be written to. The windows then need the new address.
  }
}

/** Whether a request carries the token. */
export function hasToken({ authorization = '' }: IncomingHttpHeaders, token: string): boolean {
  const [given, wanted] = [authorization, `Bearer ${token}`].map((text) => Buffer.from(text))
  return given!.length === wanted!.length && timingSafeEqual(given!, wanted!)
}
