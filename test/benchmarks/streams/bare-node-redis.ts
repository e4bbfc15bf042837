import { createClient } from 'redis'
import type { Begin } from './solution.ts'

/** Reads, works, acknowledges, and does nothing else: an error would be the end of it. */
export const beginBare: Begin = async ({ url, stream, group, name, count, handle }) => {
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  let stopped = false

  async function run(): Promise<void> {
    while (!stopped) {
      const reply = await client.xReadGroup(
        group,
        name,
        { key: stream, id: '>' },
        { COUNT: count, BLOCK: 100 },
      )
      const messages = (reply as Reply)?.[0]?.messages ?? []
      if (messages.length === 0) continue
      for (const { id, message } of messages) await handle({ id, fields: message, attempt: 1 })
      await client.xAck(
        stream,
        group,
        messages.map(({ id }) => id),
      )
    }
  }

  const running = run()
  return async () => {
    stopped = true
    await running
    await client.close()
  }
}

type Reply = readonly { readonly messages: readonly Message[] }[] | null
type Message = { readonly id: string; readonly message: Record<string, string> }
