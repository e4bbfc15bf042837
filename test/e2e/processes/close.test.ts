import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { start } from '#shared/redis/start.ts'
import { ProxyFixture, SERVERS } from '../../unit/redis/proxy/proxy-fixture.ts'

const SCRIPT = fileURLToPath(new URL('./close-in-a-process.ts', import.meta.url))

test.each(SERVERS)('a process ends by itself when its proxy is closed (%s)', async (prefer) => {
  const server = await start({ prefer })
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, server.url], { stdio: 'pipe' })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
    const bound = setTimeout(() => child.kill('SIGKILL'), 30_000)
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      child.on('close', (...ended) => resolve(ended)),
    )
    clearTimeout(bound)
    expect({ code, signal, said }).toEqual({ code: 0, signal: null, said: '' })
  } finally {
    await server.stop()
  }
})

test('nothing is told after close', async () => {
  const server = await start({ prefer: 'embedded' })
  const fixture = await ProxyFixture.open(server.url)
  await fixture.ioredis({ retryStrategy: null as never }).ping()
  const told = fixture.events.length
  await fixture.proxy.close()
  expect(fixture.events.length).toBe(told)
  await fixture.close()
  await server.stop()
})

test('a proxy that nobody has used can be closed', async () => {
  const proxy = await RedisProxy.open('redis://127.0.0.1:1', '')
  await proxy.close()
})
