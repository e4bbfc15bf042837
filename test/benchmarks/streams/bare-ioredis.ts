import { Redis } from 'ioredis'
import type { Begin } from './solution.ts'

/** Reads, works, acknowledges, and does nothing else: an error would be the end of it. */
export const beginBare: Begin = async ({ url, stream, group, name, count, handle }) => {
  const client = new Redis(url)
  client.on('error', () => {})
  let stopped = false

  async function run(): Promise<void> {
    while (!stopped) {
      const how = ['COUNT', count, 'BLOCK', 100, 'STREAMS', stream, '>'] as const
      const reply = (await client.xreadgroup('GROUP', group, name, ...how)) as Reply
      const [[, messages = []] = []] = reply ?? []
      if (messages.length === 0) continue
      for (const [id, words] of messages) await handle({ id, fields: fieldsOf(words), attempt: 1 })
      await client.xack(stream, group, ...messages.map(([id]) => id))
    }
  }

  const running = run()
  return async () => {
    stopped = true
    await running
    client.disconnect()
  }
}

type Reply = readonly [stream: string, messages: readonly Message[]][] | null
type Message = readonly [id: string, words: readonly string[]]

function fieldsOf(words: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let at = 0; at < words.length; at += 2) fields[words[at]!] = words[at + 1]!
  return fields
}
