// A client of its own uses RESP2 and raw commands.
import { createClient } from 'redis'
import type { Inspector, PubSubSnapshot } from '../../../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { literally } from '../../../../shared/lesson/glob.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = createClient({ url, RESP: 2 })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()

  const ask = (...words: string[]) => {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('no reply')), 2000).unref()
    })
    return Promise.race([client.sendCommand(['PUBSUB', ...words]), late])
  }

  async function snapshot(): Promise<PubSubSnapshot> {
    const patterns = Number(await ask('NUMPAT'))
    const names = (await ask('CHANNELS', `${literally(namespace)}*`)) as unknown as string[]
    const counts = (await ask('NUMSUB', ...names)) as unknown as (string | number)[]
    const channels = new Map<string, number>()
    names.forEach((name) => {
      const count = Number(counts[counts.indexOf(name) + 1])
      if (count > 0) channels.set(name, count)
    })
    return { channels, patterns }
  }

  return {
    snapshot,
    async role() {
      const [role] = (await client.sendCommand(['INFO', 'replication'])).toString().match(/role:\w+/) ?? []
      return role === 'role:master' ? 'master' : 'replica'
    },
    async close() {
      if (client.isOpen) client.destroy()
    },
  }
}
