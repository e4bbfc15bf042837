// Run by tls.test.ts: a server that speaks TLS and asks for a password, and clients that know of neither.
import { readFileSync } from 'node:fs'
import type net from 'node:net'
import tls from 'node:tls'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { RespReader, type RespValue, textOf } from '#shared/redis/resp.ts'
import { RawClient } from '../../unit/redis/proxy/raw-client.ts'
import { until } from '../../unit/redis/proxy/until.ts'

const [key, certificate] = process.argv.slice(2).map((file) => readFileSync(file))
const server = tls.createServer({ key, cert: certificate }, (socket) => {
  const reader = new RespReader('commands')
  let signedIn = false
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    for (const { value } of reader.read(chunk)) {
      const command = (value as RespValue[]).map(textOf).join(' ')
      if (command === 'AUTH user secret') signedIn = true
      socket.write(
        command === 'AUTH user secret'
          ? '+OK\r\n'
          : signedIn
            ? `+OK ${command.replace('I', 'O')}\r\n`
            : '-NOAUTH\r\n',
      )
    }
  })
})
server.on('tlsClientError', () => {})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as net.AddressInfo

for (const host of ['localhost', '127.0.0.1']) {
  const proxy = await RedisProxy.open(`rediss://user:secret@${host}:${port}`, '')
  const client = await RawClient.connect(proxy.url)
  client.send('PING\r\n')
  await until('a reply or a reset', () => client.bytes !== '' || client.ended !== undefined)
  console.log(`${host}: ${client.ended === 'rst' ? 'reset' : client.replies[0]}`)
  client.destroy()
  await proxy.close()
}
server.close()
