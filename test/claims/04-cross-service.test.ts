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

const context = () => ({ url: redisUrl(), cleanup: closeLater })

/** The tutorial's channels, with names that no other test uses. */
function openChannels() {
  const mark = unique('tutorial')
  return {
    registered: `${mark}:user:registered`,
    all: `${mark}:user:*`,
    of: (event: string) => `${mark}:user:${event}`,
  }
}

test('S10 each service and each replica sends a mail: two services with three processes send three', async () => {
  const { registered } = openChannels()
  const mails: string[] = []
  await tutorialEmails(context(), registered, (email) => mails.push(`emails: ${email}`))
  await tutorialEmails(context(), registered, (email) => mails.push(`emails: ${email}`))
  await tutorialEmails(context(), registered, (email) => mails.push(`partners: ${email}`))
  const publisher = await nodeRedis()
  expect(await publisher.publish(registered, tutorialEvent(7))).toBe(3)
  await vi.waitFor(() => expect(mails).toHaveLength(3), WAIT)
  // One mail per service is right. One per replica isn't.
  expect(mails.filter((mail) => mail.startsWith('emails'))).toHaveLength(2)
  expect(mails.filter((mail) => mail.startsWith('partners'))).toHaveLength(1)
})

test('S52b the timestamp arrives as a string', async () => {
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
  'S52 if publishing fails, the user is stored and the caller gets an error (%s)',
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

test('S53 every subscriber to user:* receives the email address and the name', async () => {
  const { registered, all } = openChannels()
  const data: unknown[] = []
  await tutorialAnalytics(context(), all, (_event, one) => data.push(one))
  await (await nodeRedis()).publish(registered, tutorialEvent(7))
  await vi.waitFor(() => expect(data).toHaveLength(1), WAIT)
  expect(data[0]).toMatchObject({ email: 'user-7@example.org', name: 'User 7' })
})

/** The tutorial's email service as a process that publishes one message and receives it. */
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

test('S54 the email service works as long as nothing fails', async () => {
  const { code, stdout } = await runModule(emailProgram(tutorialEvent(7), 'async () => {}'))
  expect(code).toBe(0)
  expect(stdout.trim()).toBe('sent to user-7@example.org')
})

test.each([
  [
    'an email that cannot be sent',
    tutorialEvent(7),
    "async () => { throw new Error('no mail server') }",
    'no mail server',
  ],
  ['invalid JSON', '{"userId":', 'async () => {}', 'SyntaxError'],
  ['JSON null', 'null', 'async () => {}', 'TypeError'],
])('S54 the email service crashes on %s', async (_what, message, send, error) => {
  const { code, stderr } = await runModule(emailProgram(message, send))
  expect(code).toBe(1)
  expect(stderr).toContain(error)
})

test.each(['node-redis', 'ioredis'])('S55 two replicas send two welcome emails (%s)', async (which) => {
  const { registered } = openChannels()
  const mails: string[] = []
  for (let replica = 0; replica < 2; replica++) {
    if (which === 'node-redis') await tutorialEmails(context(), registered, (email) => mails.push(email))
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

test('S56 analytics receives all user events through one pattern', async () => {
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

test('S57 split(":")[1] is the event only in names with two parts', () => {
  const eventOf = (channel: string) => channel.split(':')[1]
  expect(eventOf('user:registered')).toBe('registered')
  expect(eventOf('user:account:locked')).toBe('account')
  expect(eventOf('shop:user:registered')).toBe('user')
})

test('S65b a new service leaves the others alone, but a second replica repeats the work', async () => {
  const { registered, all } = openChannels()
  const mails: string[] = []
  const tracked: unknown[] = []
  await tutorialEmails(context(), registered, (email) => mails.push(email))
  const publisher = await nodeRedis()
  await publisher.publish(registered, tutorialEvent(1))
  await tutorialAnalytics(context(), all, (_event, data) => tracked.push(data))
  await publisher.publish(registered, tutorialEvent(2))
  await vi.waitFor(() => expect([mails.length, tracked.length]).toEqual([2, 1]), WAIT)
  // With a second replica, each user gets two mails.
  await tutorialEmails(context(), registered, (email) => mails.push(email))
  await publisher.publish(registered, tutorialEvent(3))
  await vi.waitFor(() => expect([mails.length, tracked.length]).toEqual([4, 2]), WAIT)
})
