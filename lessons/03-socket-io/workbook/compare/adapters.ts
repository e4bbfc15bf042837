import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter'
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter'
import { chatOnAdapter } from './chat-on-adapter.ts'
import type { Joint, Linked, Mechanism } from './mechanism.ts'
import { openClient, type RedisClient } from './redis-clients.ts'

/** Milliseconds that the streams adapter waits for the next entry. It cannot be closed sooner. */
const BLOCK_MS = 200

/** What `io.adapter()` takes. */
type AdapterConstructor = Parameters<Joint['io']['adapter']>[0]

/** All messages go to every server, by one pattern. */
export const classicAdapter: Mechanism = {
  name: 'redis-adapter',
  ready: { subscriptions: 4, streamReaders: 0 },
  connect: (joint) =>
    withClients(joint, 2, ([publisher, subscriber]) =>
      createAdapter(publisher, subscriber, { key: `${joint.base.namespace}socket.io` }),
    ),
  remarks: ({ handedOut, sent }) => [
    'Gives: io.to(room).emit(…) stays as it is; fetchSockets and serverSideEmit ask all servers; without Redis a server still reaches its own users.',
    `Costs: every server gets every message (${handedOut} for ${sent} sent). With node-redis, a publish that fails is an unhandled rejection.`,
  ],
}

/** A shard channel for each room. */
export const shardedAdapter: Mechanism = {
  name: 'redis-adapter, sharded',
  needs: 7,
  ready: { subscriptions: 2, streamReaders: 0 },
  connect: (joint) =>
    withClients(joint, 2, ([publisher, subscriber]) =>
      createShardedAdapter(publisher, subscriber, { channelPrefix: `${joint.base.namespace}socket.io` }),
    ),
  remarks: ({ handedOut, sent }) => [
    `Gives: the same calls, and a room's message only where the room is (${handedOut} handed out for ${sent} sent), also in a Cluster.`,
    'Costs: Redis 7; a join does not wait for its SSUBSCRIBE, so a message right after it may be missed.',
  ],
}

/** One stream that every server reads. */
export const streamsAdapter: Mechanism = {
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
    'Gives: Redis keeps the last 10,000 messages, so a server that was without Redis catches up; with connectionStateRecovery a browser does too, and each event gets one argument more, the offset.',
    `Costs: every server reads every message (${handedOut} for ${sent} sent), Redis stores it, and without Redis not even the server's own users get it.`,
  ],
}

/** Opens the clients of an adapter, and puts the chat on top of it. */
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
