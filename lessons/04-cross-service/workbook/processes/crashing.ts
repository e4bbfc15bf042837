import { RedisProxy } from '#shared/redis/proxy.ts'
import type { PredictionContext } from '#shared/runner/predictions.ts'
import { lesson } from '../lesson.ts'
import { ProcessGroup, person } from './process-group.ts'

/**
 * Registers users, one after the other, with two replicas of the solution's email service. From time to time, the replica
 * that has claimed the event is killed before it has sent the email, and a new one replaces it.
 *
 * @returns The number of emails that the mail server has accepted.
 */
export async function crashing(
  context: PredictionContext,
  registrations: number,
  crashes: number,
): Promise<number> {
  const group = new ProcessGroup({
    area: 'solutions',
    folder: `${lesson.id}-${lesson.slug}`,
    client: 'node-redis',
    own: false,
    namespace: `${context.name('shop')}:`,
    async proxied() {
      const proxy = await RedisProxy.open(context.url, context.namespace)
      context.cleanup(() => proxy.close())
      return proxy
    },
    tell: () => {},
  })
  context.cleanup(() => group.end())
  const until = (holds: () => unknown) => Promise.race([context.until(holds), group.trouble])
  const [users] = await Promise.all([
    group.start('users', 'users'),
    group.start('emails', 'emails 1'),
    group.start('emails', 'emails 2'),
  ])
  const every = registrations / crashes
  for (let number = 1; number <= registrations; number++) {
    const crashesNow = number % every === 0
    let done = false
    group.mailServer = ({ by, take }) => {
      if (!crashesNow) {
        take()
        done = true
        return
      }
      void group.kill(by).then(() => {
        done = true
      })
    }
    group.register(users, person(`user ${number}`))
    await until(() => done)
    if (crashesNow) await group.start('emails', `emails ${2 + number / every}`)
  }
  return group.deliveries.mails.length
}
