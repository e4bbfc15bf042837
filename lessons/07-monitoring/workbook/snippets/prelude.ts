import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../../../solutions/02-patterns/node-redis.ts'
import { openNetwork } from './network.ts'

const network = await openNetwork(process.env.REDIS_URL!)
const pubsub = await connect({ url: network.url, namespace: '', report: () => {} })
