// A Lua script takes the whole snapshot at once.
import { Redis } from 'ioredis'
import type { Inspector, PubSubSnapshot } from '../../../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { literally } from '../../../../shared/lesson/glob.ts'

const SCRIPT = `
local names = redis.call('PUBSUB', 'CHANNELS', ARGV[1])
local counts = {}
if #names > 0 then counts = redis.call('PUBSUB', 'NUMSUB', unpack(names)) end
return { counts, redis.call('PUBSUB', 'NUMPAT') }`

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = new Redis(url, { commandTimeout: 2000 })
  client.on('error', (error) => report({ kind: 'connection', error }))

  async function snapshot(): Promise<PubSubSnapshot> {
    const [counts, patterns] = (await client.eval(SCRIPT, 0, `${literally(namespace)}*`)) as [
      (string | number)[],
      number,
    ]
    const channels = new Map<string, number>()
    while (counts.length > 0) {
      const [name, count] = counts.splice(0, 2)
      channels.set(String(name), Number(count))
    }
    return { channels, patterns }
  }

  return {
    snapshot,
    role: async () => ((await client.info()).includes('role:master') ? 'master' : 'replica'),
    close: async () => client.disconnect(),
  }
}
