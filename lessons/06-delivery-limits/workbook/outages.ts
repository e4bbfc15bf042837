/** `npm run lesson 06 outages`: what happens to 20 messages in each outage, and what the learner expected. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe } from '#shared/checks/failure.ts'
import { quote } from '#shared/cli/args.mjs'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderOf } from '#shared/core/manifest.ts'
import { Misuse, paint, print } from '#shared/core/terminal.mjs'
import { loadInTime } from '#shared/isolate/loader.ts'
import { makeSureOfServers } from '#shared/redis/server-watch.ts'
import type { LessonCommand, RunLessonCommand } from '#shared/runner/lesson-command.ts'
import type { Expected, PredictionsContract } from '../contract.ts'
import type { Counts } from './outages/delivery-log.ts'
import { OUTAGES, type Outage } from './outages/names.ts'
import { CannotShow, playOutage } from './outages/outage.ts'
import { REASONS } from './outages/reasons.ts'
import { headText, insteadText, rowText } from './outages/table.ts'
import { REDIS_TRANSPORTS, type RedisTransport } from './outages/transport.ts'

export const run: RunLessonCommand = async (extra) => {
  const outages = chosen(extra)
  const client = extra.clients[0]!
  const guesses = await guessesOf(extra)
  const intro = `Each outage: 20 messages, with ${client} and the solutions of lessons 02 and 06. What happens to the receiver:`
  print(intro)
  for (const outage of outages) {
    print(`  ${paint('bold', outage)}: ${OUTAGES[outage]}`)
  }
  console.log(`\n${headText()}`)
  const notShown = new Map<Outage, string>()
  const surprising = new Set<Outage>()
  let code = 0
  for (const outage of outages) {
    for (const transport of REDIS_TRANSPORTS) {
      try {
        const { counts } = await playOutage({ outage, transport, client, server: extra.server })
        console.log(rowText(outage, transport, counts, guesses?.[outage]))
        if (isSurprising(transport, counts, guesses?.[outage])) surprising.add(outage)
      } catch (error) {
        if (error instanceof CannotShow) {
          notShown.set(outage, error.message)
          console.log(insteadText(outage, transport, '– not possible here'))
        } else {
          await makeSureOfServers()
          code = 1
          console.log(insteadText(outage, transport, paint('red', `✗ ${describe(error)}`)))
        }
      }
    }
  }
  print(`\n${legend(guesses)}`)
  for (const [outage, why] of notShown) print(`– ${outage}: ${why}`)
  if (surprising.size > 0) print('\nWhy, where your guess is different:')
  for (const outage of surprising) print(`  ${paint('bold', outage)}: ${REASONS[outage]}`)
  return code
}

function chosen({ words, lesson }: LessonCommand): Outage[] {
  const all = Object.keys(OUTAGES) as Outage[]
  const unknown = words.find((word) => !all.includes(word as Outage))
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${lesson.id} outages doesn't know ${quote(unknown)}; it takes node-redis, ioredis and ${all.join(', ')}.`,
    )
  }
  return words.length > 0 ? all.filter((outage) => words.includes(outage)) : all
}

/** The guesses in the learner's predictions.ts, or with the word `solution`, in ours. */
async function guessesOf({
  area,
  lesson,
}: LessonCommand): Promise<PredictionsContract['predictions'] | undefined> {
  const file = `${area}/${folderOf(lesson)}/predictions.ts`
  try {
    const loaded = (await loadInTime(
      () => import(pathToFileURL(join(ROOT, file)).href),
    )) as Partial<PredictionsContract>
    if (loaded.predictions) return loaded.predictions
    print(paint('yellow', `${file} doesn't export predictions, so your guesses aren't shown.\n`))
  } catch (error) {
    print(paint('yellow', `${file} can't be loaded, so your guesses aren't shown: ${describe(error)}\n`))
  }
  return undefined
}

/** Whether a guess is wrong; a missing one isn't. */
function isSurprising(
  transport: RedisTransport,
  { counted, received }: Counts,
  guess: Partial<Expected> = {},
): boolean {
  const pairs =
    transport === 'streams'
      ? [[guess.streams, received]]
      : [
          [guess.counted, counted],
          [guess.pubsub, received],
        ]
  return pairs.some(([guessed, was]) => Number.isInteger(guessed) && guessed !== was)
}

function legend(guesses: PredictionsContract['predictions'] | undefined): string {
  const lines = [
    'counted: the sum of the counts that PUBLISH returned; none for Streams, because XADD returns no count.',
    'received: messages that arrived, each counted once. twice: those that arrived again.',
    'late: received, but only after the outage. lost: never received.',
  ]
  if (guesses) {
    lines.push(
      'guess: yours, from predictions.ts: counted and received for Pub/Sub, received for Streams. ✓ right, ≠ different, ? no guess yet.',
    )
    const said = Object.values(guesses).flatMap(({ counted, pubsub, streams }) => [counted, pubsub, streams])
    if (!said.some(Number.isInteger)) lines.push('predictions.ts has no numbers yet. Guess first: task 06.1.')
  }
  return lines.join('\n')
}
