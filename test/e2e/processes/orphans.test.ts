import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startOwn } from '#shared/redis/start.ts'
import {
  isAlive,
  NEUTRAL,
  needsProgram,
  needsUnix,
  type Started,
  startScript,
  until,
} from '../../unit/redis/servers/support.ts'

const SCRIPT = 'test/e2e/processes/fixtures/own-server.ts'
const env = { ...NEUTRAL, WORKBOOK_REDIS: 'server' }

interface Facts {
  readonly pid: number
  readonly folder: string
}

async function serverInfoOf(script: Started, lines = 1): Promise<Facts> {
  await until(
    `the fixture has told its facts (stderr: ${script.stderr})`,
    () => script.stdout.split('\n').length > lines,
  )
  return JSON.parse(script.stdout.split('\n')[0]!)
}

async function expectNothingLeft({ pid, folder }: Facts): Promise<void> {
  expect(pid).toBeGreaterThan(0)
  expect(folder).toContain('workbook-redis-')
  await until(`redis-server ${pid} is gone`, async () => !(await isAlive(pid)))
  await until(`${folder} is removed`, () => !existsSync(folder))
}

describe('no redis-server and no folder is left', () => {
  test.for(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('after %s', async (signal, context) => {
    needsProgram(context)
    const script = startScript(SCRIPT, ['hold'], { env })
    const facts = await serverInfoOf(script)
    expect(await isAlive(facts.pid)).toBe(true)
    script.child.kill(signal)
    expect(await script.ended).toBe(process.platform === 'win32' ? 1 : signal)
    await expectNothingLeft(facts)
  })

  test.for([
    ['exit', 3],
    ['throw', 1],
    ['return', 0],
  ] as const)('after the process ended by %s', async ([proxied, code], context) => {
    needsProgram(context)
    const script = startScript(SCRIPT, [proxied], { env })
    expect(await script.ended).toBe(code)
    await expectNothingLeft(await serverInfoOf(script))
  })

  test('after the process ended, and its guard before it', async (context) => {
    needsProgram(context)
    needsUnix(context)
    const script = startScript(SCRIPT, ['exit when told'], { env })
    const facts = await serverInfoOf(script)
    const guard = ['-f', `orphan-guard.mjs ${facts.folder}`]
    execFileSync('pkill', ['-KILL', ...guard])
    await until('the guard is gone', () => spawnSync('pgrep', guard).status === 1)
    script.child.stdin!.write('now')
    expect(await script.ended).toBe(3)
    await expectNothingLeft(facts)
  })

  test('after whoever read our output has gone', async (context) => {
    needsProgram(context)
    const script = startScript(SCRIPT, ['chatter'], { env })
    const facts = await serverInfoOf(script)
    script.child.stdout!.destroy()
    await script.ended
    await expectNothingLeft(facts)
  })

  test.for(['crashed', 'restarted'])('after SIGKILL when it was %s before', async (proxied, context) => {
    needsProgram(context)
    const script = startScript(SCRIPT, [proxied], { env })
    const facts = await serverInfoOf(script, 2)
    script.child.kill('SIGKILL')
    await expectNothingLeft(facts)
  })
})

test('no server is started that nothing would end', async (context) => {
  needsProgram(context)
  const { execPath } = process
  onTestFinished(() => {
    process.execPath = execPath
  })
  // As when this Node.js is removed while it runs.
  process.execPath = '/gone/node'
  await expect(startOwn({ prefer: 'server' })).rejects.toThrow(
    /redis-server on your PATH can't be started, because the process that would end it can't \(ENOENT\)/,
  )
})

test('Ctrl-C reaches us and not the server, so that we can end in good order', async (context) => {
  needsProgram(context)
  needsUnix(context)
  const script = startScript(SCRIPT, ['tidy'], { env, ownGroup: true })
  const facts = await serverInfoOf(script)
  // As a terminal does: to the whole group.
  process.kill(-script.child.pid!, 'SIGINT')
  expect(await script.ended).toBe(0)
  expect(script.stdout).toContain('PING: PONG')
  await expectNothingLeft(facts)
})
