// Run by ports.test.ts: closes a port while its client subscribes again after a lost connection. It must end by
// itself, and without a word.
import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'
import { until } from '../unit/redis/proxy/until.ts'

const [client, target] = process.argv.slice(2)
const { connect } = await import(`../../solutions/02-patterns/${client}.ts`)
const proxy = await RedisProxy.open(target!, '')
const problems: unknown[] = []
const port = await connect({ url: proxy.url, namespace: '', report: (one: unknown) => problems.push(one) })
await port.subscribe('news', () => {})
await port.psubscribe('user:*', () => {})
const held = [proxy.holdReply(() => true, 'SUBSCRIBE'), proxy.holdReply(() => true, 'PSUBSCRIBE')]
proxy.cut(subscribers)
await until('it subscribes again', () => held.every(({ state }) => state === 'caught'))
proxy.refuse()
proxy.cut()
await until('it is lost once more', () => proxy.links.size === 0)
await port.close()
await proxy.close()
if (problems.length === 0) throw new Error('nothing was reported')
