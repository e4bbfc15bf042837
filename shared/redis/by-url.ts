import { randomBytes } from 'node:crypto'
import { RedisUnavailable, type Server } from './server.ts'
import { parseRedisUrl, redactUrl } from './url.ts'
import { placeOf, type Wish } from './wish.ts'

/** To be completed. */
export async function connectTo(wish: Wish): Promise<Server> {
  const address = parseRedisUrl(wish.value)
  if ('wrong' in address) throw new RedisUnavailable(`${placeOf(wish)} ${address.wrong}.`)
  return {
    url: wish.value,
    kind: 'url',
    version: '7.0.0',
    label: redactUrl(wish.value),
    namespace: `wb:${randomBytes(4).toString('hex')}:`,
    can: new Set(),
    stop: async () => {},
  }
}
