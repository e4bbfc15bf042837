import { connect as connectIoredis } from '../../../../solutions/02-patterns/ioredis.ts'
import { connect as connectNodeRedis } from '../../../../solutions/02-patterns/node-redis.ts'
import { JSON_FORM, openIoredis, openNodeRedis, preparedForm } from './bare.ts'
import { openBus } from './bus.ts'
import type { Open } from './candidate.ts'
import { openGraphql, openMqemitter } from './peers.ts'

/** How long a command may wait in node-redis unless somebody says otherwise, in milliseconds. */
const DEFAULT_TIMEOUT = 5000

const PIPELINING = { enableAutoPipelining: true }

/** Everything that runs, by name. */
export const CANDIDATES = {
  'the bus on node-redis': (url) => openBus(url, connectNodeRedis),
  'node-redis, without the timeout of commands': (url) => openNodeRedis(url, undefined, JSON_FORM),
  'node-redis, the same with prepared texts': (url) => openNodeRedis(url, undefined, preparedForm()),
  'node-redis, as it comes': (url) => openNodeRedis(url, DEFAULT_TIMEOUT, JSON_FORM),
  'the bus on ioredis': (url) => openBus(url, connectIoredis),
  'ioredis, with automatic pipelining': (url) => openIoredis(url, PIPELINING, JSON_FORM),
  'ioredis, the same with prepared texts': (url) => openIoredis(url, PIPELINING, preparedForm()),
  'ioredis, as it comes': (url) => openIoredis(url, {}, JSON_FORM),
  'mqemitter-redis': openMqemitter,
  'graphql-redis-subscriptions': openGraphql,
} as const satisfies Record<string, Open>

export type Name = keyof typeof CANDIDATES

export const NAMES = Object.keys(CANDIDATES) as Name[]
