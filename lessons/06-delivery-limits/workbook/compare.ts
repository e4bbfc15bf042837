/**
 * `npm run lesson 06 compare pubsub streams`: draws one outage for each mechanism. With `rabbitmq`, a table shows what
 * becomes of the messages in several failures.
 */
import { join } from 'node:path'
import { quote } from '#shared/cli/args.mjs'
import { writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { Misuse, print, terminalWidth } from '#shared/core/terminal.mjs'
import type { LessonCommand, RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { pictureOf } from './compare/picture.ts'
import { fromTheFirst, type Recording, type Run } from './compare/recording.ts'
import { legendText, timelinesText } from './compare/timeline.ts'
import { FAILURES, type Failure } from './failures/names.ts'
import { OUTAGES, type Outage } from './outages/names.ts'
import { CannotShow, playOutage } from './outages/outage.ts'
import { REDIS_TRANSPORTS, type RedisTransport, type Transport } from './outages/transport.ts'

/** Milliseconds between two messages, so that you can tell them apart. */
const PACE_MS = 25

export const run: RunLessonCommand = async (extra) => {
  if (extra.words.includes('rabbitmq')) {
    const { transports, failures } = chosenWithRabbit(extra)
    return (await import('./failures.ts')).compareFailures(extra, transports, failures)
  }
  const { mechanisms, outage } = chosen(extra)
  const client = extra.clients[0]!
  print(`20 messages, with ${client} and the solutions. The receiver: ${OUTAGES[outage]}.\n`)
  const runs: Run[] = []
  for (const transport of mechanisms) {
    try {
      const played = await playOutage({ outage, transport, client, server: extra.server, paceMs: PACE_MS })
      runs.push({ transport, counts: played.counts, moments: fromTheFirst(played.moments) })
    } catch (error) {
      if (!(error instanceof CannotShow)) throw error
      print(`– ${outage} isn't possible here: ${error.message}`)
      return 0
    }
  }
  const command = `npm run lesson 06 compare ${[...mechanisms, ...(outage === 'away' ? [] : [outage])].join(' ')}`
  const { kind, version } = extra.server
  const redis = kind === 'embedded' ? 'the embedded server' : `Redis ${version}`
  const recording: Recording = { command, outage, client, redis, paceMs: PACE_MS, runs }
  console.log(timelinesText(recording, terminalWidth()))
  print(`\n${legendText()}`)
  const place = `.workbook/compare/06-${outage}-${client}`
  writeAtomically(join(ROOT, `${place}.svg`), pictureOf(recording))
  writeAtomically(join(ROOT, `${place}.json`), `${JSON.stringify(recording, undefined, 2)}\n`)
  print(`\nThe picture: ${place}.svg\nThe record:  ${place}.json`)
  return 0
}

function chosen({ words, lesson }: LessonCommand): { mechanisms: readonly RedisTransport[]; outage: Outage } {
  const isMechanism = (word: string): word is RedisTransport =>
    REDIS_TRANSPORTS.includes(word as RedisTransport)
  const isOutage = (word: string): word is Outage => word in OUTAGES
  const unknown = words.find((word) => !isMechanism(word) && !isOutage(word))
  const outages = words.filter(isOutage)
  if (unknown !== undefined || outages.length > 1) {
    const problem = unknown === undefined ? 'takes one outage at a time' : `doesn't know ${quote(unknown)}`
    throw new Misuse(
      `npm run lesson ${lesson.id} compare ${problem}; it takes ${REDIS_TRANSPORTS.join(', ')}, rabbitmq, node-redis, ioredis, and one of ${Object.keys(OUTAGES).join(', ')}.`,
    )
  }
  const named = REDIS_TRANSPORTS.filter((one) => words.includes(one))
  return { mechanisms: named.length > 0 ? named : REDIS_TRANSPORTS, outage: outages[0] ?? 'away' }
}

function chosenWithRabbit({ words, lesson }: LessonCommand): {
  transports: Transport[]
  failures: Failure[]
} {
  const transports: Transport[] = [...REDIS_TRANSPORTS, 'rabbitmq']
  const failures = Object.keys(FAILURES) as Failure[]
  const unknown = words.find((word) => !(transports as string[]).includes(word) && !(word in FAILURES))
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${lesson.id} compare rabbitmq doesn't know ${quote(unknown)}; it takes ${REDIS_TRANSPORTS.join(', ')}, node-redis, ioredis, and ${failures.join(', ')}.`,
    )
  }
  const named = failures.filter((failure) => words.includes(failure))
  return {
    transports: transports.filter((one) => words.includes(one)),
    failures: named.length > 0 ? named : failures,
  }
}
