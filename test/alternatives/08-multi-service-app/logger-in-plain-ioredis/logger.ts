// It uses two connections of ioredis, without the bus or code of earlier lessons.
import { Redis } from 'ioredis'
import type { LoggerOptions, Service } from '../../../../lessons/08-multi-service-app/contract.ts'

interface Line {
  readonly timestamp: string
  readonly event: string
  readonly id: string
  readonly data: unknown
}

export async function logger(options: LoggerOptions): Promise<Service> {
  const { url, namespace, report, write } = options
  const [commands, subscriber] = [new Redis(url), new Redis(url)]
  for (const client of [commands, subscriber]) {
    client.on('error', (error) => report({ kind: 'connection', error }))
  }
  const shop = `${namespace}shop:`
  const seen = new Set<string>()
  let isClosed = false

  subscriber.on('pmessage', (_pattern: string, channel: string, payload: string) => {
    if (isClosed) return
    let line: Line
    try {
      line = readLine(payload, channel.slice(shop.length))
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
      return
    }
    if (seen.has(line.id)) return
    seen.add(line.id)
    if (seen.size > 10_000) seen.delete([...seen][0]!)
    let ok = true
    try {
      write(JSON.stringify(line))
    } catch (error) {
      ok = false
      report({ kind: 'handler', error, channel })
    }
    const receipt = JSON.stringify({ service: 'logger', id: line.id, ok })
    commands
      .publish(`${namespace}receipts`, receipt)
      .catch((error: unknown) => report({ kind: 'connection', error }))
  })
  async function close() {
    isClosed = true
    for (const client of [subscriber, commands]) {
      const limit = new Promise((resolve) => setTimeout(resolve, 1000).unref())
      if (client.status === 'ready') await Promise.race([client.quit().catch(() => {}), limit])
      client.disconnect()
    }
  }

  try {
    await subscriber.psubscribe(`${shop.replace(/[\\*?[\]^-]/g, '\\$&')}*`)
    await subscriber.subscribe(`${namespace}service:logger`)
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}

function readLine(payload: string, name: string): Line {
  const { id, event, timestamp, data } = JSON.parse(payload) as Record<string, unknown>
  const isOne =
    typeof id === 'string' && event === name && typeof timestamp === 'string' && data !== undefined
  if (!isOne || Number.isNaN(Date.parse(timestamp))) throw new TypeError('Not an event.')
  return { timestamp, event: name, id, data }
}
