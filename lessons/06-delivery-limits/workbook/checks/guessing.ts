import type { Check } from '#shared/checks/check.ts'
import type { Contract, Expected } from '../../contract.ts'
import { OUTAGES, type Outage } from '../outages/names.ts'

/** How many messages each outage is about. */
const MESSAGES = 20

const QUESTIONS: readonly (keyof Expected)[] = ['counted', 'pubsub', 'streams']

export const guessingChecks: readonly Check<Contract>[] = [
  {
    id: '06.1-guessed',
    task: '06.1',
    title: 'each outage has three guesses: whole numbers from 0 to 20',
    async run(context, { predictions }) {
      for (const outage of Object.keys(OUTAGES) as Outage[]) {
        for (const question of QUESTIONS) {
          const guess: unknown = predictions[outage]?.[question]
          if (!Number.isInteger(guess) || (guess as number) < 0 || (guess as number) > MESSAGES) {
            context.fail(
              `in predictions.ts, ${question} of "${outage}" is ${guess}: it should be a whole number from 0 to ${MESSAGES}`,
            )
          }
        }
      }
    },
  },
]
