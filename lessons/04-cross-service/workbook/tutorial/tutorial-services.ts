import { createClient } from 'redis'
import type { PredictionContext } from '#shared/runner/predictions.ts'

/** What the tutorial's event has in it. */
export interface TutorialEvent {
  readonly userId: number
  readonly email: string
  readonly name: string
  readonly timestamp: string
}

/** A connected client. It has a listener for errors, which those of the tutorial do not have. */
export async function client(context: Pick<PredictionContext, 'url' | 'cleanup'>) {
  const one = createClient({ url: context.url })
  one.on('error', () => {})
  context.cleanup(() => one.isOpen && one.destroy())
  await one.connect()
  return one
}

/** The text of an event, as the tutorial's user service makes it. */
export function tutorialEvent(userId: number): string {
  return JSON.stringify({
    userId,
    email: `user-${userId}@example.org`,
    name: `User ${userId}`,
    timestamp: new Date(),
  })
}

/** A service that does what the tutorial's email service does, in other words. */
export async function tutorialEmails(
  context: Pick<PredictionContext, 'url' | 'cleanup'>,
  channel: string,
  send: (email: string, name: string) => void,
): Promise<void> {
  const subscriber = await client(context)
  await subscriber.subscribe(channel, (message) => {
    const { email, name } = JSON.parse(message) as TutorialEvent
    send(email, name)
  })
}

/** A service that does what the tutorial's analytics service does, in other words. */
export async function tutorialAnalytics(
  context: Pick<PredictionContext, 'url' | 'cleanup'>,
  pattern: string,
  track: (event: string | undefined, data: unknown) => void,
): Promise<void> {
  const subscriber = await client(context)
  await subscriber.pSubscribe(pattern, (message, channel) => {
    track(channel.split(':')[1], JSON.parse(message))
  })
}

/**
 * The tutorial's email service as a program of its own, whose first mail rejects. It finds Redis in REDIS_URL, the
 * channel in CHANNEL, and says on stdout when it has subscribed.
 */
export const EMAIL_PROGRAM = `
import { createClient } from 'redis'
const subscriber = createClient({ url: process.env.REDIS_URL })
await subscriber.connect()
const sendWelcomeEmail = async () => { throw new Error('the mail server is down') }
await subscriber.subscribe(process.env.CHANNEL, async (message) => {
  const user = JSON.parse(message)
  await sendWelcomeEmail(user.email, user.name)
})
console.log('subscribed')
`
