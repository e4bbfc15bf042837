import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { CLIENTS } from '#shared/core/manifest.ts'
import { SERVICES } from '../../lessons/08-multi-service-app/contract.ts'
import { generator } from '../unit/redis/proxy/random.ts'
import { DisturbedShop } from './disturbed-shop.ts'

const ORDERS = 100
/** Every order is followed by a payment. */
const SALES = 2 * ORDERS
/** How often something happens to one of the services. */
const DISTURBANCES = 16
/** Another one finds other mistakes: `SOAK_SEED=7 npx vitest run test/stress`. */
const SEED = Number(process.env.SOAK_SEED ?? 20_310)

for (const client of CLIENTS) {
  test(`${ORDERS} orders and as many payments while services stand still, die and come back (${client}, SOAK_SEED=${SEED})`, async () => {
    const redis = inject('server')
    const shop = new DisturbedShop(
      redis.url,
      `${redis.namespace}soak-${randomBytes(3).toString('hex')}:`,
      client,
    )
    const { below } = generator(SEED)
    const pick = () => below(1_000_000) / 1_000_000
    const one = <T>(of: readonly T[]): T => of[Math.floor(pick() * of.length)]!
    try {
      await shop.open()
      for (let number = 0; number < SALES; number++) {
        // The API answers all of them, whatever becomes of the others.
        await shop.sell(number)
        if (pick() < DISTURBANCES / SALES) {
          await shop.disturb(one(SERVICES), one(['stall', 'kill', 'mend', 'mend']))
        }
      }
      const account = await shop.account()
      expect(shop.ids).toHaveLength(SALES)
      for (const service of SERVICES) {
        const { lost, missed, handled, due } = account[service]
        expect([service, handled + missed]).toEqual([service, SALES])
        // What was missed is just what could not be got, and the status says so.
        expect([service, 'missed', missed]).toEqual([service, 'missed', lost])
        expect(handled).toBe(due)
        expect(shop.handledBy(service).sort()).toEqual(shop.dueOf(service).sort())
      }
      // Else it would prove nothing.
      expect(account.notification.lost + account.logger.lost).toBeGreaterThan(0)
      expect(account.notification.due + account.logger.due).toBeGreaterThan(SALES / 2)
    } finally {
      await shop.close()
    }
  }, 240_000)
}
