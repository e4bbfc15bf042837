import { connect } from '../../../../solutions/02-patterns/node-redis.ts'
import { bus } from '../../../../solutions/05-event-bus/event-bus.ts'
import { listener } from '../../../../solutions/05-event-bus/event-listener.ts'
import { openInspector } from '../../../../solutions/07-monitoring/node-redis.ts'
import type { ShopEvents } from '../../contract.ts'

const url = process.env.REDIS_URL!
const base = { url, namespace: '', report: console.error }
const pubsub = await connect(base)
const shop = bus<ShopEvents>({ ...base, namespace: 'shop:', pubsub })
const events = listener<ShopEvents>({ ...base, namespace: 'shop:', pubsub })
const inspector = await openInspector(base)
const inspect = () => inspector.snapshot()
