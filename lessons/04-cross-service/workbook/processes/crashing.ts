import { RedisProxy } from '#shared/redis/proxy.ts'
import type { Lab } from '#shared/runner/predictions.ts'
import { lesson } from '../lesson.ts'
import { Fleet, person } from './fleet.ts'

/**
 * Registers users, one after the other, with two replicas of the solution's email service. From time to time, the replica
 * that has claimed the event is killed before it has sent the email, and a new one replaces it.
 *
 * @returns The number of emails that the mail server has accepted.
 */
export async function crashing(lab: Lab, registrations: number, crashes: number): Promise<number> {
  const fleet = new Fleet({
    area: 'solutions',
    folder: `${lesson.id}-${lesson.slug}`,
    client: 'node-redis',
    own: false,
    namespace: `${lab.name('shop')}:`,
    async way() {
      const proxy = await RedisProxy.open(lab.url, lab.namespace)
      lab.cleanup(() => proxy.close())
      return proxy
    },
    tell: () => {},
  })
  lab.cleanup(() => fleet.end())
  const until = (holds: () => unknown) => Promise.race([lab.until(holds), fleet.trouble])
  const [users] = await Promise.all([
    fleet.start('users', 'users'),
    fleet.start('emails', 'emails 1'),
    fleet.start('emails', 'emails 2'),
  ])
  const every = registrations / crashes
  for (let number = 1; number <= registrations; number++) {
    const crashesNow = number % every === 0
    let done = false
    fleet.mailServer = ({ by, take }) => {
      if (!crashesNow) {
        take()
        done = true
        return
      }
      void fleet.kill(by).then(() => {
        done = true
      })
    }
    fleet.register(users, person(`user ${number}`))
    await until(() => done)
    if (crashesNow) await fleet.start('emails', `emails ${2 + number / every}`)
  }
  return fleet.ledger.mails.length
}
