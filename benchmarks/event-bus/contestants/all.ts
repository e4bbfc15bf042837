import { connect as connectIoredis } from '../../../solutions/02-patterns/ioredis.ts'
import { connect as connectNodeRedis } from '../../../solutions/02-patterns/node-redis.ts'
import { openIoredis, openNodeRedis } from './bare.ts'
import { openBus } from './bus.ts'
import type { Open } from './contestant.ts'
import { openGraphql, openMqemitter } from './peers.ts'

/** How long a command may wait in node-redis unless somebody says otherwise, in milliseconds. */
const DEFAULT_TIMEOUT = 5000

/** Everything that runs, by name. */
export const CONTESTANTS = {
  'the bus on node-redis': (url) => openBus(url, connectNodeRedis),
  'node-redis, without the timeout of commands': (url) => openNodeRedis(url, undefined),
  'node-redis, as it comes': (url) => openNodeRedis(url, DEFAULT_TIMEOUT),
  'the bus on ioredis': (url) => openBus(url, connectIoredis),
  'ioredis, with automatic pipelining': (url) => openIoredis(url, { enableAutoPipelining: true }),
  'ioredis, as it comes': (url) => openIoredis(url, {}),
  'mqemitter-redis': openMqemitter,
  'graphql-redis-subscriptions': openGraphql,
} as const satisfies Record<string, Open>

export type Name = keyof typeof CONTESTANTS

export const NAMES = Object.keys(CONTESTANTS) as Name[]
