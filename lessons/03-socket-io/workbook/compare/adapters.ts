import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter'
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter'
import { chatOnAdapter } from './chat-on-adapter.ts'
import { openClient, type RedisClient } from './redis-clients.ts'
import type { Joint, Linked, Transport } from './transport.ts'

/** Milliseconds that the streams adapter waits for the next entry. It can't be closed sooner. */
const BLOCK_MS = 200

/** The argument of `io.adapter()`. */
type AdapterConstructor = Parameters<Joint['io']['adapter']>[0]

/** Every server receives every message through one pattern. */
export const classicAdapter: Transport = {
  name: 'redis-adapter',
  ready: { subscriptions: 4, streamReaders: 0 },
  connect: (joint) =>
    withClients(joint, 2, ([publisher, subscriber]) =>
      createAdapter(publisher, subscriber, { key: `${joint.base.namespace}socket.io` }),
    ),
  remarks: ({ handedOut, sent }) => [
    'Gives: io.to(room).emit(…) works unchanged. fetchSockets and serverSideEmit reach all servers. A server that loses Redis still reaches its own users.',
    `Costs: every server receives every message (${handedOut} deliveries for ${sent} messages). With node-redis, a failed PUBLISH is an unhandled rejection.`,
  ],
}

/** One sharded channel for each room. */
export const shardedAdapter: Transport = {
  name: 'redis-adapter, sharded',
  needs: 7,
  ready: { subscriptions: 2, streamReaders: 0 },
  connect: (joint) =>
    withClients(joint, 2, ([publisher, subscriber]) =>
      createShardedAdapter(publisher, subscriber, { channelPrefix: `${joint.base.namespace}socket.io` }),
    ),
  remarks: ({ handedOut, sent }) => [
    `Gives: the same calls, and only servers with members receive a room's messages (${handedOut} deliveries for ${sent} messages), including in a Redis Cluster.`,
    "Costs: it needs Redis 7. A join doesn't wait for its SSUBSCRIBE, so it can miss a message sent right afterwards.",
  ],
}

/** Every server reads one stream. */
export const streamsAdapter: Transport = {
  name: 'redis-streams-adapter',
  ready: { subscriptions: 2, streamReaders: 1 },
  connect: (joint) =>
    withClients(joint, 1, ([client]) =>
      createStreamsAdapter(client, {
        streamName: `${joint.base.namespace}socket.io`,
        channelPrefix: `${joint.base.namespace}socket.io`,
        sessionKeyPrefix: `${joint.base.namespace}sio:session:`,
        blockTimeInMs: BLOCK_MS,
      }),
    ),
  remarks: ({ handedOut, sent }) => [
    'Gives: Redis stores about 10,000 messages, so a server that has lost Redis catches up. With connectionStateRecovery, a browser can catch up as well, and each event has one more argument, the offset.',
    `Costs: every server reads every message (${handedOut} deliveries for ${sent} messages), and Redis stores it. A server that loses Redis can't reach even its own users.`,
  ],
}

/** Opens the clients of an adapter, and adds the chat. */
async function withClients(
  { io, base, client: library }: Joint,
  count: number,
  adapter: (clients: unknown[]) => unknown,
): Promise<Linked> {
  const clients: RedisClient[] = []
  for (let index = 0; index < count; index++) clients.push(await openClient(library, base))
  io.adapter(adapter(clients.map(({ client }) => client)) as AdapterConstructor)
  chatOnAdapter(io)
  return {
    detach: async () => {},
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}
