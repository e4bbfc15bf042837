import { connect } from '../../../../solutions/02-patterns/node-redis.ts'
import { open, startServer } from './chat.ts'

const [server1, server2] = [await startServer(), await startServer()]
const pubsub = await connect({ url: process.env.REDIS_URL!, namespace: '', report: console.error })
