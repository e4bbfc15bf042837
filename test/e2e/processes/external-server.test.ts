import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import net from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { promisify } from 'node:util'
import { createClient } from 'redis'
import { describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { RedisUnavailable } from '#shared/redis/server.ts'
import { start } from '#shared/redis/start.ts'
import {
  ask,
  environment,
  folderWith,
  NEUTRAL,
  needsProgram,
  own,
  startScript,
  tcpServer,
  until,
} from '../../unit/redis/servers/support.ts'

const PASSWORD = 's3cr3t/with space&é%'

const byUrl = (url: string) => start({ env: environment({ REDIS_URL: url }) })

/** What `start` says to a URL that cannot be used. */
async function complaint(url: string): Promise<string> {
  const error = await byUrl(url).then(
    (server) => server.stop().then(() => new Error(`It was accepted: ${server.label}`)),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(RedisUnavailable)
  const { message, stack, cause } = error as Error
  expect(message).not.toContain('\n')
  for (const text of [message, stack, String(cause)]) {
    for (const form of [PASSWORD, encodeURIComponent(PASSWORD), 's3cr3t']) expect(text).not.toContain(form)
  }
  return message
}

const withPassword = (port: number, scheme = 'redis') =>
  `${scheme}://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`

/** A server that answers every connection's first bytes with this. */
const answering = (reply: string) => tcpServer((socket) => socket.once('data', () => socket.write(reply)))

const hello = (fields: Readonly<Record<string, string>>) => {
  const words = Object.entries(fields).flat()
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`
}

describe('a URL that can be used', () => {
  test.each(['', '/', '/3'])('without a password, ending with %j', async (path) => {
    const theirs = await own({ prefer: 'embedded' })
    const server = await byUrl(theirs.url + path)
    expect(server).toMatchObject({ kind: 'url', url: theirs.url + path, version: '7.0.15' })
    expect(server.label).toContain(`Redis 7.0.15 at ${theirs.url}${path}, from REDIS_URL`)
    // The embedded server of another process shows no more than ours.
    expect([...server.can]).toEqual([])
    await server.stop()
  })

  test('with a password of all kinds of characters', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { requirepass: PASSWORD } })
    const server = await byUrl(`${theirs.url}/2`)
    expect(server.label).toContain('redis://:***@127.0.0.1')
    expect(server.label).not.toContain('s3cr3t')
    expect([...server.can].sort()).toEqual(['acl', 'introspection', 'output-buffer-limit'])
    await server.stop()
  })

  test('as a user who may do little', async (context) => {
    needsProgram(context)
    const user = 'ann on >one ~wb:* &wb:* -@all +@connection +@pubsub +@read +@write'
    const theirs = await own({ config: { user } })
    const server = await byUrl(theirs.url.replace('redis://', 'redis://ann:one@'))
    expect([...server.can]).toEqual([])
    await server.stop()
  })

  test('over TLS, when the certificate is trusted', async (context) => {
    const theirs = await own({ prefer: 'embedded' })
    const { port, certificate } = await tlsInFrontOf(theirs.url, context)
    const url = `rediss://localhost:${port}`
    const script = 'test/e2e/processes/fixtures/which.ts'

    const trusting = environment({ REDIS_URL: url, NODE_EXTRA_CA_CERTS: certificate })
    const accepted = startScript(script, [], { env: trusting })
    expect(await accepted.ended).toBe(0)
    expect(accepted.stdout).toContain(`at ${url}, from REDIS_URL`)

    const refused = startScript(script, [], { env: environment({ REDIS_URL: url }) })
    expect(await refused.ended).toBe(2)
    expect(refused.stderr).toMatch(/certificate that is not trusted \(\w+\); set NODE_EXTRA_CA_CERTS/)

    expect(await complaint(`redis://localhost:${port}`)).toMatch(/speaks TLS; write rediss:/)
  })
})

describe('a URL that cannot be used: one sentence that says what to do', () => {
  test.for([
    ['no URL', 'not-a-url', /^REDIS_URL must be a URL such as redis:/],
    ['another scheme', 'https://127.0.0.1', /^REDIS_URL must begin with redis:/],
    [
      'a password that ends the host',
      `redis://:${PASSWORD}@127.0.0.1`,
      /^REDIS_URL is not a valid URL; in a password/,
    ],
    [
      'nobody there',
      'redis://127.0.0.1:1',
      /nothing listens there; start it, or correct the URL, or unset REDIS_URL/,
    ],
    [
      'an unknown host',
      'redis://nowhere.invalid',
      /no address is known for its host \(\w+\); correct the URL/,
    ],
  ] as const)('%s', async ([, url, expected]) => {
    expect(await complaint(url)).toMatch(expected)
  })

  test.for([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', /answers, but is not a Redis; correct the URL/],
    ['a server that greets', '220 mail ready\r\n', /answers, but is not a Redis/],
    ['TLS where none was expected', '\x15\x03\x01\x00\x02\x02\x46\n', /speaks TLS; write rediss:/],
    [
      'an old one, which repeats the password',
      `-ERR unknown command \`HELLO\`, with args beginning with: \`2\`, \`AUTH\`, \`default\`, \`${PASSWORD}\`, \r\n`,
      /does not know the command HELLO: it is older than Redis 6, .*; use a server of 6.2 or later/,
    ],
    [
      'a refusal that repeats the password',
      `-ERR go away, ${PASSWORD}\r\n`,
      /refuses the connection \(ERR go away, \*\*\*\)/,
    ],
    ['one before 6.2', hello({ version: '6.0.16', role: 'master' }), /is Redis 6\.0\.16, older than 6\.2/],
    ['a Sentinel', hello({ version: '7.0.0', mode: 'sentinel' }), /is a Sentinel/],
    ['a replica', hello({ version: '7.0.0', mode: 'standalone', role: 'replica' }), /is a replica/],
    ['one that tells nothing', '+OK\r\n', /of an unknown version/],
  ] as const)('%s', async ([, reply, expected]) => {
    expect(await complaint(withPassword(await answering(reply)))).toMatch(expected)
  })

  test('one that hangs up', async () => {
    const port = await tcpServer((socket) => socket.destroy())
    expect(await complaint(withPassword(port))).toMatch(/closes the connection at once/)
  })

  test('one that never answers, with and without TLS', { timeout: 15_000 }, async () => {
    const port = await tcpServer(() => {})
    const messages = await Promise.all(
      ['redis', 'rediss'].map((scheme) => complaint(withPassword(port, scheme))),
    )
    expect(messages[0]).toMatch(/does not answer within 4\.5 seconds; start it, or correct the URL/)
    expect(messages[1]).toMatch(/does not answer within 4\.5 seconds; write redis:/)
  })

  test('one without TLS where TLS was asked for', async () => {
    const port = await answering('-ERR unknown command\r\n')
    expect(await complaint(withPassword(port, 'rediss'))).toMatch(/does not speak TLS; write redis:/)
  })
})

describe('signing in', () => {
  test('no password, a wrong one, a wrong user, a database that is not there', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { requirepass: PASSWORD } })
    const { host } = new URL(theirs.url)
    expect(await complaint(`redis://${host}`)).toMatch(/asks for a password; put it into the URL/)
    const wrong = /does not accept this user name and password; correct them/
    expect(await complaint(`redis://:wr0ng@${host}`)).toMatch(wrong)
    expect(await complaint(`redis://ann:${encodeURIComponent(PASSWORD)}@${host}`)).toMatch(wrong)
    expect(await complaint(`${theirs.url}/99`)).toMatch(/does not give database 99/)
  })
})

describe('a server that is not ours', () => {
  test('keeps its keys and its subscribers, and is written to under our names only', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { requirepass: PASSWORD } })
    const subscriber = createClient({ url: theirs.url })
    const received: string[] = []
    const problems: unknown[] = []
    subscriber.on('error', (error) => problems.push(error))
    await subscriber.connect()
    await subscriber.subscribe('theirs', (message) => received.push(message))
    onTestFinished(() => subscriber.destroy())
    await ask(theirs.url, ['SET', 'theirs', '1'], ['SET', 'wb:other:key', '2'])
    const before = await commandsRun(theirs.url)

    const server = await byUrl(theirs.url)
    await ask(
      theirs.url,
      ['SET', `${server.namespace}a`, '1'],
      ['XADD', `${server.namespace}s`, '*', 'f', 'v'],
    )
    await Promise.all([server.stop(), server.stop()])

    const after = await commandsRun(theirs.url)
    const probed = ['set', 'del', 'publish', 'subscribe', 'unsubscribe']
    const ours = ['acl|whoami', 'config|get', 'hello', 'info', 'scan', 'unlink', 'xadd', ...probed]
    expect([...after].filter((name) => !before.has(name) && !ours.includes(name))).toEqual([])
    expect(((await ask(theirs.url, ['KEYS', '*'])) as string[]).sort()).toEqual(['theirs', 'wb:other:key'])
    expect(await ask(theirs.url, ['PUBLISH', 'theirs', 'still here'])).toBe(1)
    await expect.poll(() => received).toEqual(['still here'])
    expect(problems).toEqual([])
  })

  test.for(['SIGINT', 'SIGKILL'] as const)(
    'keeps no key of a run that ends by %s',
    async (signal, context) => {
      needsProgram(context)
      const theirs = await own({ config: { requirepass: PASSWORD } })
      await ask(theirs.url, ['SET', 'theirs', '1'], ['SET', 'wb:other:key', '2'])
      const env = { ...NEUTRAL, REDIS_URL: theirs.url }
      const script = startScript('test/e2e/processes/fixtures/foreign-keys.ts', [], { env })
      await until('it has told its namespace', () => script.stdout.includes('\n'))
      const keys = async () => ((await ask(theirs.url, ['KEYS', '*'])) as string[]).sort()
      const namespace = script.stdout.trim()
      expect(await keys()).toEqual(['theirs', `${namespace}a`, `${namespace}s`, 'wb:other:key'].sort())
      if (process.platform === 'linux') {
        const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'])
        expect(stdout).toContain('namespace-guard.mjs')
        expect(stdout).not.toContain('s3cr3t')
      }

      script.child.kill(signal)
      await script.ended
      await expect.poll(keys, { timeout: 20_000 }).toEqual(['theirs', 'wb:other:key'])
    },
  )

  test('is left without a connection of ours', async (context) => {
    needsProgram(context)
    const theirs = await own({ prefer: 'server' })
    const server = await byUrl(theirs.url)
    const mine = async () =>
      String(await ask(theirs.url, ['CLIENT', 'LIST']))
        .trim()
        .split('\n').length
    await expect.poll(mine).toBe(1)
    await server.stop()
    await expect.poll(mine).toBe(1)
  })

  test('may be gone when we let go of it', async () => {
    const theirs = await own({ prefer: 'embedded' })
    const server = await byUrl(theirs.url)
    await theirs.stop()
    await server.stop()
  })

  test('gives every run a namespace of its own', async () => {
    const theirs = await own({ prefer: 'embedded' })
    const servers = await Promise.all([byUrl(theirs.url), byUrl(theirs.url)])
    expect(new Set(servers.map((server) => server.namespace)).size).toBe(2)
    for (const server of servers) await server.stop()
  })
})

/** The names of the commands that a server has ever run, subcommands included. */
async function commandsRun(url: string): Promise<Set<string>> {
  const stats = String(await ask(url, ['INFO', 'commandstats']))
  return new Set([...stats.matchAll(/cmdstat_([^:]+):/g)].map((match) => match[1]!))
}

/** A TLS server in front of a Redis, with a certificate of its own for `localhost`. */
async function tlsInFrontOf(url: string, context: TestContext) {
  const folder = await folderWith()
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const made = await promisify(execFile)('openssl', [
    ...args,
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
  ]).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && !process.env.CI) return false
      throw error
    },
  )
  if (!made) context.skip('needs openssl, to make a certificate')
  const server = tls.createServer(
    { key: await readFile(key), cert: await readFile(certificate) },
    (socket) => {
      const redis = net.connect(Number(new URL(url).port), '127.0.0.1')
      socket.on('error', () => redis.destroy())
      redis.on('error', () => socket.destroy())
      socket.pipe(redis).pipe(socket)
    },
  )
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return { port: (server.address() as net.AddressInfo).port, certificate }
}
