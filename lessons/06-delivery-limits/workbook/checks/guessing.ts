import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract, Expected, Outage } from '../../contract.ts'

/** How many messages each outage is about. */
const MESSAGES = 20

const OUTAGES: readonly Outage[] = [
  'nobody',
  'away',
  'restarted',
  'persisted',
  'slow',
  'frozen',
  'half-open',
  'replica',
]
const QUESTIONS: readonly (keyof Expected)[] = ['counted', 'pubsub', 'streams']

export const guessingChecks: readonly Check<Contract>[] = [
  {
    id: '06.1-guessed',
    task: '06.1',
    title: 'there is a guess for every outage: three whole numbers from 0 to 20',
    async run(kit, subject) {
      const { predictions } = subject
      for (const outage of OUTAGES) {
        for (const question of QUESTIONS) {
          const guess: unknown = predictions[outage]?.[question]
          if (!Number.isInteger(guess) || (guess as number) < 0 || (guess as number) > MESSAGES) {
            kit.fail(
              `in predictions.ts, ${question} of "${outage}" is ${guess}: it should be a whole number from 0 to ${MESSAGES}`,
            )
          }
        }
      }
    },
  },
]
