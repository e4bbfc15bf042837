import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { onEndOfRun } from '#shared/checks/server-refusal.ts'
import { RedisUnavailable } from '#shared/redis/server.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import { start } from '#shared/redis/start.ts'
import { environment, needsProgram, own } from '../../unit/redis/servers/support.ts'

type Config = Readonly<Record<string, string | readonly string[]>>

const byUrl = (url: string) => start({ env: environment({ REDIS_URL: url }) })

async function complaint(url: string): Promise<string> {
  const error = await byUrl(url).then(
    (server) => server.stop().then(() => new Error(`It was accepted: ${server.label}`)),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(RedisUnavailable)
  return (error as Error).message
}

describe('a server on which nothing could work is refused in one sentence', () => {
  test.for<[string, Config, RegExp]>([
    ['a node of a cluster', { 'cluster-enabled': 'yes' }, /is a node of a Redis Cluster/],
    ['no memory', { maxmemory: '1' }, /has no memory left for new keys; raise its maxmemory/],
    ['no replica', { 'min-replicas-to-write': '1' }, /too few replicas are connected/],
    ['HELLO renamed', { 'rename-command': 'HELLO BYE' }, /does not know the command HELLO/],
    ['INFO renamed', { 'rename-command': 'INFO XX' }, /refuses INFO \(ERR unknown command/],
    ['PUBLISH renamed', { 'rename-command': 'PUBLISH XX' }, /refuses PUBLISH \(ERR unknown command/],
  ])('%s', async ([, config, expected], context) => {
    needsProgram(context)
    const theirs = await own({ config })
    expect(await complaint(theirs.url)).toMatch(expected)
  })

  test('no connection left', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { maxclients: '1' } })
    const other = new Redis(theirs.url)
    onTestFinished(() => other.disconnect())
    await other.ping()
    expect(await complaint(theirs.url)).toMatch(/has no connection left for us; raise its maxclients/)
  })

  test('a user without rights to our names, and one that is not there', async (context) => {
    needsProgram(context)
    const user = ['ann on >one ~other:* &* +@all', 'bob on nopass ~wb:* &other:* +@all']
    const { url } = await own({ config: { user } })
    const as = (name: string) => url.replace('redis://', `redis://${name}@`)
    expect(await complaint(as('ann:one'))).toMatch(/does not allow its user SET on names that begin with wb:/)
    expect(await complaint(as('bob'))).toMatch(/does not allow its user PUBLISH on names that begin with wb:/)
    expect(await complaint(as('nobody'))).toMatch(/does not accept this user name and password/)
  })

  test.for([
    ['in quotation marks', "'redis://127.0.0.1:6379'", /is in quotation marks; leave them out/],
    ['of two hosts', 'redis://:a,b@one:6379,two:6379', /names several hosts; give the URL of one server/],
    ['of two hosts and one port', 'redis://one,two:6379/0', /names several hosts/],
  ] as const)('a URL %s', async ([, url, expected]) => {
    expect(await complaint(url)).toMatch(expected)
  })

  test('a comma in the password is none between hosts', async () => {
    expect(await complaint('redis://:a,b@127.0.0.1:1')).toMatch(/nothing listens there/)
  })
})

describe('what the server refuses a check is not told as a mistake of the learner', () => {
  /** Runs a check for a user with these rights. */
  async function checked(
    rights: string,
    run: (context: CheckContext) => Promise<void>,
    told?: string[],
  ): Promise<Outcome> {
    const { url } = await own({ config: { user: `ann on >one ${rights}` } })
    const server = await byUrl(url.replace('redis://', 'redis://ann:one@'))
    onTestFinished(() => server.stop())
    onTestFinished(onEndOfRun(server, (sentence) => told?.push(sentence)))
    const env = openEnvironment(serverInfoOf(server))
    onTestFinished(() => env.close())
    const check = {
      id: '99.1-refused',
      task: '99.1',
      title: 'a check',
      run: (context: CheckContext) => run(context),
    }
    return runCheck(check, async () => undefined, { ...env, bound: 300 })
  }

  /** A learner's client, which does not get what it asks for. */
  async function learner(context: CheckContext): Promise<Redis> {
    const { base } = await context.connectThroughProxy()
    const client = new Redis(base.url)
    context.cleanup(() => client.disconnect())
    return client
  }

  test("a command of the check's own", async (context) => {
    needsProgram(context)
    const outcome = await checked('~wb:* &wb:* +@all -pubsub', async (context) => {
      // As a helper of a check does it.
      await context
        .subscribers(context.channel('a'))
        .catch((error) => context.fail(`${error.message}; it is -1`))
    })
    expect(outcome).toMatchObject({ status: 'skipped' })
    expect(outcome.message).toMatch(/^this Redis refused the check's own PUBSUB \(NOPERM/)
  })

  test("a command of the learner's code", async (context) => {
    needsProgram(context)
    const outcome = await checked('~wb:* &wb:* +@all', async (context) => {
      const client = await learner(context)
      await client.psubscribe(`${context.channel('a')}*`).catch(() => {})
      context.fail('the handler has received nothing')
    })
    expect(outcome).toMatchObject({ status: 'skipped' })
    expect(outcome.message).toMatch(/^this Redis refused PSUBSCRIBE \(NOPERM/)
  })

  test("not a refusal that the check has made, nor a command that is the learner's own mistake", async (context) => {
    needsProgram(context)
    for (const command of ['GET', 'PUBLSH']) {
      const outcome = await checked('~wb:* &wb:* +@all', async (context) => {
        const { base, proxy } = await context.connectThroughProxy()
        proxy.answer(() => true, 'GET', 'NOPERM made up')
        const client = new Redis(base.url)
        context.cleanup(() => client.disconnect())
        await client.call(command, context.channel('a'), 'b').catch(() => {})
        context.fail('it is wrong')
      })
      expect(outcome).toMatchObject({ status: 'failed', message: 'it is wrong' })
    }
  })

  test('a connection that the server closes because nothing has passed on it', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { timeout: '1' } })
    const server = await byUrl(theirs.url)
    onTestFinished(() => server.stop())
    const env = openEnvironment(serverInfoOf(server))
    onTestFinished(() => env.close())
    const run = async (context: CheckContext) => {
      const { base, proxy } = await context.connectThroughProxy()
      const client = new Redis(base.url, { retryStrategy: () => null })
      context.cleanup(() => client.disconnect())
      await client.set(context.channel('a'), 'b')
      await context.until('it is closed', () => proxy.links.size === 0)
      context.fail('it has been closed')
    }
    const check = { id: '99.1-idle', task: '99.1', title: 'a check', run }
    expect(await runCheck(check, async () => undefined, { ...env, bound: 10_000 })).toMatchObject({
      status: 'skipped',
      message: 'this Redis closed a connection that was idle for a second (its "timeout")',
    })
  })

  test('a connection that the learner has closed is their own mistake on such a server, too', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { timeout: '1' } })
    const server = await byUrl(theirs.url)
    onTestFinished(() => server.stop())
    const env = openEnvironment(serverInfoOf(server))
    onTestFinished(() => env.close())
    const run = async (context: CheckContext) => {
      const { base, proxy } = await context.connectThroughProxy()
      const client = new Redis(base.url)
      await client.quit()
      await context.until('it is closed', () => proxy.links.size === 0)
      context.fail('it has been closed')
    }
    const check = { id: '99.1-quit', task: '99.1', title: 'a check', run }
    expect(await runCheck(check, async () => undefined, { ...env, bound: 10_000 })).toMatchObject({
      status: 'failed',
      message: 'it has been closed',
    })
  })

  test('a check that passes nevertheless has passed', async (context) => {
    needsProgram(context)
    const outcome = await checked('~wb:* &wb:* +@all', async (context) => {
      const client = await learner(context)
      await client.psubscribe('other').catch(() => {})
    })
    expect(outcome).toMatchObject({ status: 'passed' })
  })

  test('a server that runs out of memory ends the run', async (context) => {
    needsProgram(context)
    const told: string[] = []
    const outcome = await checked(
      '~* &* +@all',
      async (context) => {
        const client = await learner(context)
        await context.redis('CONFIG', 'SET', 'maxmemory', 1)
        await client.set(context.channel('a'), 'b').catch(() => {})
        await context.until('a miracle', () => false)
      },
      told,
    )
    expect(outcome).toMatchObject({ status: 'skipped' })
    expect(outcome.message).toMatch(/^this Redis refused SET \(OOM/)
    await expect
      .poll(() => told)
      .toEqual([
        'Redis has no memory left for new keys, so the run cannot continue; raise its maxmemory, or free some.',
      ])
  })
})
