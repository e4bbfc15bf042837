import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, type TestContext, test } from 'vitest'
import { ask, environment, needsScript, until } from '../../unit/redis/servers/support.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g')

/** The console in a terminal: `script` of util-linux gives it one. */
async function terminal(context: TestContext, env: NodeJS.ProcessEnv = {}) {
  needsScript(context)
  const command = `${process.execPath} --import tsx shared/cli/commands/redis.ts`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: ROOT,
    env: environment({ WORKBOOK_REDIS: 'embedded', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill()
  })
  let raw = ''
  child.stdout.on('data', (chunk) => {
    raw += chunk
  })
  const shown = () => raw.replace(ESCAPES, '').replaceAll('\r', '')
  const ended = once(child, 'close').then(([code]) => code as number)
  await until('the prompt is there', () => shown().endsWith('redis> '))
  return { shown, ended, type: (keys: string) => child.stdin.write(keys) }
}

test('begins with the server, the way in from a second terminal, and examples', async (context) => {
  const { shown, ended, type } = await terminal(context)
  expect(shown()).toMatch(/^This is the embedded server .* because WORKBOOK_REDIS asks for it\.\n/)
  expect(shown()).toMatch(/\nFrom a second terminal: REDIS_URL=redis:\/\/127\.0\.0\.1:\d+ npm run redis/)
  expect(shown()).toContain('  SET greeting "hello world"\n  watch chat:*\n  PUBLISH chat:lobby hi\n')
  type('exit\r')
  expect(await ended).toBe(0)
})

test.for([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
] as const)('%s ends it in good order', async ([, key], context) => {
  const { ended, type } = await terminal(context)
  type(key)
  expect(await ended).toBe(0)
})

test('a message that comes while somebody types goes above the line', async (context) => {
  const { shown, ended, type } = await terminal(context)
  const url = /redis:\/\/127\.0\.0\.1:\d+/.exec(shown())![0]
  type('watch chat:*\r')
  await until('it watches', () => shown().endsWith('To stop, type: unwatch\nredis> '))
  type('SET half')
  await until('the keys are echoed', () => shown().endsWith('SET half'))
  await ask(url, ['PUBLISH', 'chat:1', 'hi'])
  await until('the message is shown', () => shown().endsWith('» chat:1  "hi"  (by chat:*)\nredis> SET half'))
  type(' way\r')
  await until('the line was sent as typed', () => shown().endsWith('OK\nredis> '))
  type('exit\r')
  expect(await ended).toBe(0)
  expect(await ask(url, ['PING']).catch(() => 'gone')).toBe('gone')
})
