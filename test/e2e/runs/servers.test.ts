import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from 'redis'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startOwn } from '#shared/redis/start.ts'
import { NEUTRAL, needsProgram, tcpServer, until } from '../../unit/redis/servers/support.ts'
import { begin, type Command, type Ended, run, type Typed, written } from './command.ts'
import { monitor } from './monitor.ts'
import { listeningOf, needsProc, processesOf, treeOf } from './processes.ts'
import { type Copy, clone, copyWith, freshCopy, lesson } from './workbook-copy.ts'

const PASSWORD = 's3cret/:@ word'

/** The three things that somebody tries first, with the exit code of each. */
const FIRST_STEPS: [Typed, number][] = [
  [['lesson', '01'], 0],
  [['test', 'lessons/01'], 1],
  [['test', 'solutions/01'], 0],
]

/** Milliseconds; a busy machine takes its time. */
const LIMIT = 240_000

/** Takes the first steps; each must end as it should, and accept connections on this machine alone. */
async function takeFirstSteps(copy: Copy, env: NodeJS.ProcessEnv, npm = false): Promise<Ended[]> {
  const all: Ended[] = []
  const seen: string[] = []
  for (const [typed, code] of FIRST_STEPS) {
    const command = begin(copy, typed, { env, npm })
    const listening = await listeningDuring(command)
    const ended = { code: await command.ended, stdout: command.stdout, stderr: command.stderr }
    all.push(ended)
    expect(ended.code, ended.stdout + ended.stderr).toBe(code)
    expect(ended.stderr).toBe('')
    expect(listening.filter((address) => !/^(127\.|\[::1\])/.test(address))).toEqual([])
    seen.push(...listening)
  }
  // Otherwise nothing has been looked at.
  if (process.platform === 'linux') expect(seen).not.toEqual([])
  return all
}

/** All addresses on which a command has accepted connections, until its end. */
async function listeningDuring(command: Command): Promise<string[]> {
  const seen = new Set<string>()
  while (command.child.exitCode === null && command.child.signalCode === null) {
    for (const address of listeningOf(treeOf(command.child.pid!))) seen.add(address)
    await wait(100)
  }
  return [...seen]
}

function expectFirstSteps([played, tested, solved]: Ended[], redis: RegExp): void {
  for (const { stdout } of [played!, tested!, solved!]) expect(stdout).toMatch(redis)

  expect(played!.stdout).toContain("You haven't started yet, so this is our solution")
  const steps = [...played!.stdout.matchAll(/^\d {2}/gm)]
  expect(steps).toHaveLength(6)
  expect(played!.stdout).toContain('no connection is left')
  for (const { stdout } of [played!, tested!]) {
    expect(stdout).toMatch(
      /○ You haven't started node-redis\. Begin at lessons\/01-basic-pubsub\/node-redis\.ts:\d+, or type: npm run hint 01 1$/m,
    )
    expect(stdout).toMatch(
      /○ You haven't started ioredis\. Begin at lessons\/01-basic-pubsub\/ioredis\.ts:\d+, or type: npm run hint 01 2 ioredis$/m,
    )
  }

  for (const { id } of lesson.tasks) {
    expect(tested!.stdout).toMatch(new RegExp(`^  ${id}  .* ○ +○$`, 'm'))
    expect(solved!.stdout).toMatch(new RegExp(`^  ${id}  .* ✓ +✓$`, 'm'))
  }
  expect(tested!.stdout).toMatch(/^Total: 0 passed, 0 failed, \d+ not started$/m)
  expect(solved!.stdout).toMatch(/^Total: \d+ passed, 0 failed$/m)
}

describe('the first steps on a fresh copy', { timeout: LIMIT }, () => {
  test('a clone, with npm, on the redis-server that is on the PATH', async (context) => {
    needsProgram(context)
    const copy = clone(context)
    const ended = await takeFirstSteps(copy, { WORKBOOK_REDIS: '' }, true)
    expectFirstSteps(
      ended,
      /^Redis: (redis|valkey)-server [\d.]+ from your PATH, started for this run on 127\./m,
    )
    expect(copy.progress()).toBeUndefined()
  })

  test('without any server program', async () => {
    const copy = freshCopy()
    const empty = join(copy.root, 'empty')
    mkdirSync(empty)
    const ended = await takeFirstSteps(copy, { WORKBOOK_REDIS: '', PATH: empty })
    expectFirstSteps(
      ended,
      /^Redis: the embedded server .*, because there is no redis-server or valkey-server on/m,
    )
  })

  test("on somebody's Redis with a password, which notices nothing", async (context) => {
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL, config: { requirepass: PASSWORD } })
    const watched = await monitor(server.url)
    const theirs = await createClient({ url: server.url }).connect()
    try {
      await theirs.set('theirs', 'untouched')
      const got: string[] = []
      const subscriber = theirs.duplicate()
      subscriber.on('error', () => {})
      await subscriber.connect()
      await subscriber.subscribe(['news', 'orders', 'early'], (message) => got.push(message))
      const copy = freshCopy()

      await watched.begin()
      const ended = await takeFirstSteps(copy, { WORKBOOK_REDIS: '', REDIS_URL: server.url })
      const names = await watched.end()

      expectFirstSteps(ended, /^Redis: Redis [\d.]+ at redis:\/\/:\*\*\*@127\.0\.0\.1:\d+, from REDIS_URL/m)
      expect(names.length).toBeGreaterThan(100)
      expect(names.filter((name) => !/^wb:[0-9a-f]{8}:/.test(name))).toEqual([])
      expect(await theirs.get('theirs')).toBe('untouched')
      expect(await theirs.dbSize()).toBe(1)
      await theirs.publish('news', 'from them')
      await until('their subscriber gets their message', () => got.length > 0)
      expect(got).toEqual(['from them'])
      subscriber.destroy()
      for (const { stdout, stderr } of ended) expectNoPassword(stdout + stderr)
      for (const text of filesBelow(join(copy.root, '.workbook'))) expectNoPassword(text)
    } finally {
      theirs.destroy()
      watched.close()
      await server.stop()
    }
  })
})

function expectNoPassword(text: string): void {
  for (const form of [PASSWORD, encodeURIComponent(PASSWORD), encodeURI(PASSWORD), 's3cret']) {
    expect(text).not.toContain(form)
  }
}

function filesBelow(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true }) as string[]
  } catch {
    return []
  }
  return names
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
}

describe('a Redis that cannot be used', { timeout: LIMIT }, () => {
  let copy: Copy
  beforeAll(() => {
    copy = freshCopy()
  })

  /** Both commands must end with the same sentence. */
  async function expectSentence(url: string, sentence: RegExp): Promise<void> {
    const both = [
      ['test', 'lessons/01'],
      ['lesson', '01'],
    ] as const
    await Promise.all(
      both.map(async (typed) => {
        const { code, stdout, stderr } = await run(copy, typed, {
          env: { WORKBOOK_REDIS: '', REDIS_URL: url },
        })
        expect(code, stderr).toBe(2)
        expect(stdout).toBe('')
        expect(stderr).toMatch(sentence)
        expect(stderr.trim().split('\n')).toHaveLength(1)
        expectNoPassword(stderr)
      }),
    )
  }

  test('a URL that is none', () =>
    expectSentence('http://s3cret@localhost', /^REDIS_URL must begin with redis:/))

  test('nothing listens', () =>
    expectSentence(
      'redis://:s3cret@127.0.0.1:1',
      /^redis:\/\/:\*\*\*@127\.0\.0\.1:1 cannot be reached: nothing listens there; start it/,
    ))

  test('nobody answers', async () => {
    const port = await tcpServer(() => {})
    await expectSentence(`redis://:s3cret@127.0.0.1:${port}`, /does not answer within 4\.5 seconds; start it/)
  })

  test('somebody who listens to all channels, when checks are run', async (context) => {
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL })
    onTestFinished(() => server.stop())
    const listener = createClient({ url: server.url })
    await listener.connect()
    onTestFinished(() => listener.destroy())
    await listener.pSubscribe('*', () => {})
    const copy = freshCopy()
    const env = { WORKBOOK_REDIS: '', REDIS_URL: server.url }
    for (const typed of [
      ['test', 'solutions/01'],
      ['lesson', '01', 'watch'],
    ] as const) {
      const { code, stderr } = await run(copy, typed, { env })
      expect(code).toBe(2)
      expect(stderr).toMatch(/^Another client listens to all channels of this Redis .*\n$/)
    }
    // A scenario tells what PUBLISH returned, whatever it is.
    expect((await run(copy, ['lesson', '01', 'solution'], { env })).code).toBe(0)
  })

  test('a wrong password', async (context) => {
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL, config: { requirepass: PASSWORD } })
    onTestFinished(() => server.stop())
    const wrong = server.url.replace(/:[^:@]+@/, ':s3cretoo@')
    await expectSentence(wrong, /does not accept this user name and password; correct them in the URL/)
  })
})

describe('a Redis that goes in the middle of a run', { timeout: LIMIT }, () => {
  const commands = [
    ['test', 'lessons/01'],
    ['lesson', '01'],
    ['lesson', '01', 'watch'],
    ['lesson', '01', 'predict'],
    ['lesson', '03', 'solution', 'serve'],
    ['lesson', '06', 'outages'],
  ] as const

  test.for(commands)('%j', async (typed, context) => {
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL, config: { requirepass: PASSWORD } })
    onTestFinished(() => server.stop())
    const copy = copyWith('node-redis')
    const command = begin(copy, typed, { env: { WORKBOOK_REDIS: '', REDIS_URL: server.url } })
    await written(command, /^Redis: .*\n/m)
    await server.crash()
    expect(await command.ended, command.stdout).toBe(2)
    expect(command.stderr).toMatch(
      /^Redis disappeared in the middle of the run \(it (cannot be reached: nothing listens there|closes the connection at once)\), .*Start it again/,
    )
    expect(command.stderr.trim().split('\n')).toHaveLength(1)
    expectNoPassword(command.stdout + command.stderr)
    if (process.platform === 'linux')
      await until('no process is left', () => processesOf(command).length === 0)
    // What was not checked to the end is no progress.
    expect(copy.progress()).toBeUndefined()
  })

  test.for([
    [['test', 'lessons/01'], /^Redis: .*\n/m],
    // The snippet would go on for ever, and try to connect again.
    [['lesson', '01', 'first'], /orders: order 42/],
  ] as const)('also one that was started for the run: %j', async ([typed, when], context) => {
    needsProgram(context)
    needsProc(context)
    const command = begin(copyWith('node-redis'), typed, { env: { WORKBOOK_REDIS: 'server' } })
    await written(command, when)
    const server = processesOf(command).find((one) => /^\S*(redis|valkey)-server/.test(one.command))
    process.kill(server!.pid, 'SIGKILL')
    expect(await command.ended, command.stdout).toBe(2)
    // What a snippet prints is its own affair.
    expect(command.stderr).toMatch(
      /(^|\n)The Redis that was started for this run ended in the middle of it, so the run cannot continue\. Run the command again\.\n$/,
    )
    await until('no process is left', () => processesOf(command).length === 0)
  })
})
