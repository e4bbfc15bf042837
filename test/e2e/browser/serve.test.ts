import { request } from 'node:http'
import { connect, createServer, type Server } from 'node:net'
import { io } from 'socket.io-client'
import { afterAll, expect, type TestContext, test } from 'vitest'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { copyOfTheWorkbook, removeWorkbooks, type Workbook } from '../../unit/fixture.ts'
import { run } from '../../unit/run.ts'
import { type Serving, serve } from './serving.ts'

afterAll(removeWorkbooks)

const lesson = await loadLesson(lessonFolders().find((folder) => folder.startsWith('03-')) ?? '')
const SOLUTION = ['solution', 'serve']
/** How long something may take to be seen, in milliseconds. */
const SOON = { timeout: 20_000 }

/** Serves until the end of the test. */
async function serving(context: TestContext, words: readonly string[], root?: string): Promise<Serving> {
  const started = await serve(words, root)
  context.onTestFinished(async () => {
    await started.stop()
  })
  return started
}

/** A copy of this workbook with the untouched starters of lesson 03, whatever the learner has made of them here. */
function untouchedWorkbook(): Workbook {
  const workbook = copyOfTheWorkbook()
  for (const { name } of lesson.files) {
    workbook.write(`lessons/${folderOf(lesson)}/${name}`, starterOf(lesson, name))
  }
  return workbook
}

/** Asks for a path with headers of one's own; gives the status and what was answered. */
function ask(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; policy: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      const policy = String(response.headers['content-security-policy'])
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, policy }))
    })
      .on('error', reject)
      .end()
  })
}

/** Whether somebody listens on a port of an address. */
function answers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ port, host })
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}

const portOf = (url: string) => Number(new URL(url).port)

/** The texts that the page of server A would show as broken, and last the task that comes next. */
async function unfinished({ a }: Serving, context: TestContext): Promise<() => string[]> {
  const socket = io(a, { path: '/workbook', transports: ['websocket'] })
  context.onTestFinished(() => void socket.disconnect())
  let texts: string[] = []
  const take = (state: { next?: string; servers: { unfinished?: string }[] }) => {
    const all = [...state.servers.map((server) => server.unfinished), state.next]
    texts = all.filter((text) => text !== undefined && text !== null)
  }
  socket.on('hello', (_: string, state) => take(state))
  socket.on('state', take)
  await new Promise<void>((resolve) => socket.once('hello', () => resolve()))
  return () => texts
}

test('Ctrl-C ends it: exit code 0, nobody listens any more, no server of Redis is left', async () => {
  const started = await serve(SOLUTION)
  // A browser that is connected must not hold it up.
  const socket = io(started.a, { auth: { name: 'Anna' }, transports: ['websocket'], reconnection: false })
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  const redis = /^Redis: .*\b127\.0\.0\.1:(\d+)/m.exec(started.output())?.[1]
  const ports = [started.a, started.b].map(portOf).concat(redis ? [Number(redis)] : [])
  expect(await Promise.all(ports.map((port) => answers(port)))).toEqual(ports.map(() => true))

  expect(await started.stop()).toBe(0)
  expect(await Promise.all(ports.map((port) => answers(port)))).toEqual(ports.map(() => false))
  expect(started.output()).not.toMatch(/Error|:\d+:\d+\)/)
  socket.disconnect()
})

test('a port that is taken is said, and another one is used', async (context) => {
  const first = await serving(context, SOLUTION)
  const second = await serving(context, SOLUTION)
  for (const name of ['a', 'b'] as const) {
    expect(portOf(second[name])).not.toBe(portOf(first[name]))
    expect((await ask(second[name])).status).toBe(200)
    const server = name.toUpperCase()
    expect(second.output()).toMatch(
      new RegExp(
        `^Port \\d+ is taken by another program, so server ${server} uses ${portOf(second[name])}\\.$`,
        'm',
      ),
    )
  }
})

test('one port that somebody else has is no reason to move the other server', async (context) => {
  const taken = createServer()
  // Where other tests have it already, it is taken all the same.
  await new Promise<void>((resolve) =>
    taken.once('error', () => resolve()).listen(3002, '127.0.0.1', resolve),
  )
  context.onTestFinished(() => closed(taken))
  const started = await serving(context, SOLUTION)
  expect(portOf(started.b)).not.toBe(3002)
  expect(started.output()).toMatch(/^Port 3002 is taken by another program, so server B uses \d+\.$/m)
  expect(portOf(started.a) % 2).toBe(1)
})

test('only a browser on this machine, on a page of the server itself, is served', async (context) => {
  const { a, b } = await serving(context, SOLUTION)
  const port = portOf(a)
  const polling = `${a}/socket.io/?EIO=4&transport=polling`
  const news = `${a}/workbook/?EIO=4&transport=polling`
  for (const url of [a, polling, news]) {
    expect((await ask(url)).status, url).toBe(200)
    expect((await ask(url, { host: `localhost:${port}` })).status, url).toBe(200)
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1:1',
    ]) {
      expect((await ask(url, { host })).status, `${url} for ${host}`).toBe(403)
    }
    for (const origin of ['http://evil.example', 'null', b, `https://127.0.0.1:${port}`]) {
      expect((await ask(url, { origin })).status, `${url} from ${origin}`).toBe(403)
    }
    expect((await ask(url, { origin: a })).status, url).toBe(200)
  }
  expect((await ask(a)).policy).toContain("default-src 'self'")
  expect((await ask(`${a}/../serve.ts`)).status).toBe(404)
  expect((await ask(`${a}/%2e%2e/serve.ts`)).status).not.toBe(200)
  // Loopback alone: the machine's other addresses have nobody listening.
  expect(await answers(port, '127.0.0.2')).toBe(false)
})

test('a message that is much too large ends the connection of its sender, and nobody else notices', async (context) => {
  const { a } = await serving(context, SOLUTION)
  const options = { transports: ['websocket'], reconnection: false, forceNew: true }
  const [sender, other] = ['Anna', 'Ben'].map((name) => io(a, { ...options, auth: { name } }))
  context.onTestFinished(() => void other?.disconnect())
  await Promise.all(
    [sender, other].map((socket) => new Promise<void>((resolve) => socket?.once('connect', () => resolve()))),
  )
  const ended = new Promise((resolve) => sender?.once('disconnect', resolve))
  sender?.emit('send_message', { text: 'x'.repeat(70_000) })
  await ended
  expect(await other?.timeout(10_000).emitWithAck('send_message', { text: 'still here' })).toEqual({
    ok: true,
  })
})

test('with the starter untouched it points to the first task, in the terminal and on the page', async (context) => {
  const { root } = untouchedWorkbook()
  const started = await serving(context, ['serve'], root)
  const task = lesson.tasks[0]
  const texts = await unfinished(started, context)
  const sentence = new RegExp(
    `^Task 03\\.1, ${task?.title}, isn't finished yet\\. See lessons/03-socket-io/\\w+\\.ts:\\d+\\. For a hint, type: npm run hint 03 1$`,
    'm',
  )
  await expect.poll(() => texts().at(-1), SOON).toMatch(sentence)
  expect(started.output()).toMatch(sentence)
  expect(started.output()).toContain("You haven't started yet")
  expect(started.output()).toContain('npm run lesson 03 solution serve')
  expect(started.output()).not.toMatch(/NotStarted|:\d+:\d+\)/)
  expect((await ask(started.a)).status).toBe(200)
  expect(await started.stop()).toBe(0)
})

const HEAD = '// Yours.\n'
test.for([
  [
    'cannot be compiled',
    `${HEAD}export async function attach( {`,
    /^The code cannot be loaded\. .*gateway\.ts/s,
  ],
  [
    'throws',
    `${HEAD}export async function attach() {\n  throw new Error('no way')\n}`,
    /^Error: no way at lessons\/03-socket-io\/gateway\.ts:3$/,
  ],
  [
    'exits',
    `${HEAD}export async function attach() {\n  process.exit(3)\n}`,
    /^The code has ended its process/,
  ],
] as const)('code that %s is told on the page, and the program lives on', async ([, code, told], context) => {
  const workbook = untouchedWorkbook()
  workbook.write(`lessons/${folderOf(lesson)}/gateway.ts`, code)
  if (code.includes('process.exit')) {
    // Without its threads there is no page either: it is told in the terminal.
    const ended = await run(workbook, 'lesson', ['03', 'serve'])
    expect(ended.stdout).toMatch(new RegExp(told.source.replace('^', 'Server A: ')))
    expect([ended.code, ended.stderr]).toEqual([1, ''])
    return
  }
  const started = await serving(context, ['serve'], workbook.root)
  const texts = await unfinished(started, context)
  await expect.poll(texts, SOON).toHaveLength(3)
  for (const text of texts().slice(0, 2)) expect(text).toMatch(told)
  expect(await started.stop()).toBe(0)
})

test('an error that nothing catches in the code is told, and the server lives on', async (context) => {
  const workbook = untouchedWorkbook()
  workbook.write(
    `lessons/${folderOf(lesson)}/gateway.ts`,
    `${HEAD}export async function attach({ io }) {
  io.on('connection', (socket) => {
    socket.on('send_message', (_, acknowledge) => {
      setTimeout(() => acknowledge({ ok: true }))
      throw new Error('thrown')
    })
    socket.on('join_room', async () => { throw new Error('rejected') })
  })
  return { notify: async () => 0, close: async () => {} }
}`,
  )
  const started = await serving(context, ['serve'], workbook.root)
  const socket = io(started.a, { auth: { name: 'Anna' }, transports: ['websocket'] })
  context.onTestFinished(() => void socket.disconnect())
  socket.emit('join_room', 'tea')
  expect(await socket.timeout(10_000).emitWithAck('send_message', { text: 'hello' })).toEqual({ ok: true })
  for (const what of ['thrown', 'rejected']) {
    await expect
      .poll(started.output, SOON)
      .toMatch(new RegExp(`^Server A: .*Error: ${what} at lessons/03-socket-io/gateway\\.ts:\\d+$`, 'm'))
  }
})

test('saving the code starts both servers anew, on the same ports', async (context) => {
  const workbook = untouchedWorkbook()
  const file = `lessons/${folderOf(lesson)}/gateway.ts`
  const answering = (reason: string) => `${HEAD}export async function attach({ io }) {
  io.on('connection', (socket) => {
    socket.on('send_message', (_, acknowledge) => acknowledge({ ok: false, reason: '${reason}' }))
  })
  return { notify: async () => 0, close: async () => {} }
}`
  workbook.write(file, answering('first'))
  const started = await serving(context, ['serve'], workbook.root)
  const sockets = [started.a, started.b].map((url) =>
    io(url, { auth: { name: 'Anna' }, transports: ['websocket'], forceNew: true }),
  )
  context.onTestFinished(() => {
    for (const socket of sockets) socket.disconnect()
  })
  const reasons = () =>
    Promise.all(
      sockets.map(async (socket) => {
        const patient = socket.timeout(2000)
        const answer = await patient.emitWithAck('send_message', { text: 'who?' }).catch(() => undefined)
        return answer?.reason
      }),
    )
  await expect.poll(reasons, SOON).toEqual(['first', 'first'])
  workbook.write(file, 'this is no code')
  await expect.poll(started.output, SOON).toMatch(/^Server [AB]: The code cannot be loaded/m)
  workbook.write(file, answering('second'))
  await expect.poll(reasons, SOON).toEqual(['second', 'second'])
  expect(await started.stop()).toBe(0)
})

test('an infinite loop ends its own server, with the line, and the other one lives on', async (context) => {
  const workbook = untouchedWorkbook()
  workbook.write(
    `lessons/${folderOf(lesson)}/gateway.ts`,
    `${HEAD}export async function attach({ io }) {
  io.on('connection', (socket) => {
    socket.on('send_message', () => {
      for (;;);
    })
    socket.on('join_room', (_, acknowledge) => acknowledge({ ok: true }))
  })
  return { notify: async () => 0, close: async () => {} }
}`,
  )
  const started = await serving(context, ['serve'], workbook.root)
  const [onA, onB] = [started.a, started.b].map((url) =>
    io(url, { auth: { name: 'Anna' }, transports: ['websocket'], forceNew: true }),
  )
  context.onTestFinished(() => {
    onA?.disconnect()
    onB?.disconnect()
  })
  onA?.emit('send_message', { text: 'spin' })
  await expect.poll(started.output, SOON).toMatch(/lessons\/03-socket-io\/gateway\.ts:5\b/)
  expect(started.output()).toMatch(/^Server A: .*infinite loop/m)
  expect(await onB?.timeout(10_000).emitWithAck('join_room', 'tea')).toEqual({ ok: true })
  expect(await started.stop()).toBe(0)
})

test('a word that it does not know is said, with exit code 2', async () => {
  const { code, stderr } = await run({ root: ROOT } as Workbook, 'lesson', [
    '03',
    'solution',
    'serve',
    'nonsense',
  ])
  expect(code).toBe(2)
  expect(stderr).toContain('serve doesn\'t know the word "nonsense".')
})

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve())
    else resolve()
  })
}
