/**
 * Proves the findings in `findings/04-cross-service.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { Redis } from 'ioredis'
import { expect, test, vi } from 'vitest'
import {
  type TutorialEvent,
  tutorialAnalytics,
  tutorialEmails,
  tutorialEvent,
} from '../../lessons/04-cross-service/workbook/tutorial/tutorial-services.ts'
import { closeLater, ioredis, nodeRedis, redisUrl, unique } from './clients.ts'
import { runModule } from './program.ts'

const WAIT = { timeout: 5000, interval: 5 }

const lab = () => ({ url: redisUrl(), cleanup: closeLater })

/** Names of the tutorial that nobody else uses. */
function openChannels() {
  const mark = unique('tutorial')
  return {
    registered: `${mark}:user:registered`,
    all: `${mark}:user:*`,
    of: (event: string) => `${mark}:user:${event}`,
  }
}

test('S10 it is not perfect as soon as a service runs twice: two services, three mails', async () => {
  const { registered } = openChannels()
  const mails: string[] = []
  await tutorialEmails(lab(), registered, (email) => mails.push(`emails: ${email}`))
  await tutorialEmails(lab(), registered, (email) => mails.push(`emails: ${email}`))
  await tutorialEmails(lab(), registered, (email) => mails.push(`partners: ${email}`))
  const publisher = await nodeRedis()
  expect(await publisher.publish(registered, tutorialEvent(7))).toBe(3)
  await vi.waitFor(() => expect(mails).toHaveLength(3), WAIT)
  // Between services that is right, within a service it is not.
  expect(mails.filter((mail) => mail.startsWith('emails'))).toHaveLength(2)
  expect(mails.filter((mail) => mail.startsWith('partners'))).toHaveLength(1)
})

test('S52b the timestamp is a Date here and a text there', async () => {
  const { registered } = openChannels()
  const got: TutorialEvent[] = []
  const subscriber = await nodeRedis()
  await subscriber.subscribe(registered, (message) => got.push(JSON.parse(message)))
  await (await nodeRedis()).publish(registered, tutorialEvent(7))
  await vi.waitFor(() => expect(got).toHaveLength(1), WAIT)
  expect(got[0]?.timestamp).toBeTypeOf('string')
  expect(Number.isNaN(Date.parse(got[0]?.timestamp ?? ''))).toBe(false)
})

test.each(['node-redis', 'ioredis'])(
  'S52 store, then publish: when Redis is away the user is stored, and the caller hears of an error (%s)',
  async (which) => {
    const { registered } = openChannels()
    const stored: number[] = []
    const publisher = which === 'ioredis' ? ioredis() : await nodeRedis()
    const end = publisher instanceof Redis ? () => publisher.disconnect() : () => publisher.destroy()
    const registerUser = async (userId: number) => {
      stored.push(userId)
      await publisher.publish(registered, tutorialEvent(userId))
    }
    await registerUser(7)
    await end()
    await expect(registerUser(8)).rejects.toThrow()
    expect(stored).toEqual([7, 8])
  },
)

test('S53 every listener to user:* gets the address and the name, also one that only counts', async () => {
  const { registered, all } = openChannels()
  const data: unknown[] = []
  await tutorialAnalytics(lab(), all, (_event, one) => data.push(one))
  await (await nodeRedis()).publish(registered, tutorialEvent(7))
  await vi.waitFor(() => expect(data).toHaveLength(1), WAIT)
  expect(data[0]).toMatchObject({ email: 'user-7@example.org', name: 'User 7' })
})

/** The tutorial's email service as a program of its own, that hears one message of its own making. */
function emailProgram(message: string, sendWelcomeEmail: string): string {
  const channel = unique('registered')
  return `import { createClient } from 'redis'
    const subscriber = createClient({ url: process.env.REDIS_URL })
    const publisher = createClient({ url: process.env.REDIS_URL })
    await subscriber.connect()
    await publisher.connect()
    const sendWelcomeEmail = ${sendWelcomeEmail}
    await subscriber.subscribe('${channel}', async (message) => {
      const user = JSON.parse(message)
      await sendWelcomeEmail(user.email, user.name)
      console.log('sent to ' + user.email)
      process.exit(0)
    })
    await publisher.publish('${channel}', ${JSON.stringify(message)})`
}

test('S54 the email service sends, as long as nothing goes wrong', async () => {
  const { code, stdout } = await runModule(emailProgram(tutorialEvent(7), 'async () => {}'))
  expect(code).toBe(0)
  expect(stdout.trim()).toBe('sent to user-7@example.org')
})

test.each([
  [
    'a mail that rejects',
    tutorialEvent(7),
    "async () => { throw new Error('no mail server') }",
    'no mail server',
  ],
  ['a text that is no JSON', '{"userId":', 'async () => {}', 'SyntaxError'],
  ['JSON null', 'null', 'async () => {}', 'TypeError'],
])('S54 the email service ends with %s', async (_what, message, send, error) => {
  const { code, stderr } = await runModule(emailProgram(message, send))
  expect(code).toBe(1)
  expect(stderr).toContain(error)
})

test.each(['node-redis', 'ioredis'])('S55 two replicas send two welcome mails (%s)', async (which) => {
  const { registered } = openChannels()
  const mails: string[] = []
  for (let replica = 0; replica < 2; replica++) {
    if (which === 'node-redis') await tutorialEmails(lab(), registered, (email) => mails.push(email))
    else {
      const subscriber = ioredis()
      subscriber.on('message', (_channel, text) => mails.push((JSON.parse(text) as TutorialEvent).email))
      await subscriber.subscribe(registered)
    }
  }
  expect(await (await nodeRedis()).publish(registered, tutorialEvent(7))).toBe(2)
  await vi.waitFor(() => expect(mails).toHaveLength(2), WAIT)
  expect(mails).toEqual(['user-7@example.org', 'user-7@example.org'])
})

test('S56 analytics gets all events of users by one pattern', async () => {
  const channels = openChannels()
  const events: unknown[] = []
  const subscriber = await nodeRedis()
  await subscriber.pSubscribe(channels.all, (message, channel) => events.push([channel, JSON.parse(message)]))
  const publisher = await nodeRedis()
  for (const event of ['registered', 'login'])
    await publisher.publish(channels.of(event), `{"event":"${event}"}`)
  await vi.waitFor(() => expect(events).toHaveLength(2), WAIT)
  expect(events).toEqual(['registered', 'login'].map((event) => [channels.of(event), { event }]))
})

test('S57 split(":")[1] is the event only where the name has two parts', () => {
  const eventOf = (channel: string) => channel.split(':')[1]
  expect(eventOf('user:registered')).toBe('registered')
  expect(eventOf('user:account:locked')).toBe('account')
  expect(eventOf('shop:user:registered')).toBe('user')
})

test('S65b a new service needs no change in the others; a second replica does', async () => {
  const { registered, all } = openChannels()
  const mails: string[] = []
  const tracked: unknown[] = []
  await tutorialEmails(lab(), registered, (email) => mails.push(email))
  const publisher = await nodeRedis()
  await publisher.publish(registered, tutorialEvent(1))
  await tutorialAnalytics(lab(), all, (_event, data) => tracked.push(data))
  await publisher.publish(registered, tutorialEvent(2))
  await vi.waitFor(() => expect([mails.length, tracked.length]).toEqual([2, 1]), WAIT)
  // The same code once more, and what was right is wrong.
  await tutorialEmails(lab(), registered, (email) => mails.push(email))
  await publisher.publish(registered, tutorialEvent(3))
  await vi.waitFor(() => expect([mails.length, tracked.length]).toEqual([4, 2]), WAIT)
})
