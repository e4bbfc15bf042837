// Run by close.test.ts: makes every fault, closes, and must then end by itself, for nothing is left.
import { RedisProxy } from '#shared/redis/proxy.ts'
import { RawClient } from '../../unit/redis/proxy/raw-client.ts'
import { until } from '../../unit/redis/proxy/until.ts'

const [target] = process.argv.slice(2)
const proxy = await RedisProxy.open(target!, '')
const clients = await Promise.all(Array.from({ length: 6 }, () => RawClient.connect(proxy.url)))
for (const [i, client] of clients.entries()) client.send(`SUBSCRIBE channel:${i}\r\n`)
await Promise.all(clients.map((client) => client.reply(1)))

const chosen = (number: number) => (link: { subscribed: ReadonlySet<string> }) =>
  link.subscribed.has(`channel:${number}`)
proxy.stall(chosen(0))
proxy.freeze(chosen(1))
// A client that never answers the end of the connection with its own.
proxy.cut(chosen(2), 'fin')
proxy.cut(chosen(3), 'rst')
const held = proxy.holdReply(chosen(4), 'PING')
clients[4]!.send('PING\r\n')
await held.caught
// One that is still being signed in.
const late = await RawClient.connect(proxy.url)
proxy.refuse()
const refused = await RawClient.connect(proxy.url)
await until('the refused one is reset', () => refused.ended !== undefined)

await Promise.all([proxy.close(), proxy.close()])
await proxy.close()
if (proxy.links.size > 0) throw new Error('links are left')
await until('every client is cut', () => [...clients, late].every((client) => client.ended !== undefined))
for (const client of clients) client.destroy()
late.destroy()
