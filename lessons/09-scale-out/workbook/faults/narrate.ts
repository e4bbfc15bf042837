import { quote } from '#shared/cli/args.mjs'
import { columns, Misuse, paint, print, terminalWidth } from '#shared/core/terminal.mjs'
import type { OwnCluster } from '#shared/redis/cluster/cluster.ts'
import { startCluster, whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import { unreported } from './room.ts'
import { type RoomResult, runFault } from './run-fault.ts'

/** A fault that a command narrates. */
export interface Story {
  /** The command's word. */
  readonly word: string
  /** What is about to happen, in a sentence or two. */
  readonly intro: string
  /** The fault. */
  cause(cluster: OwnCluster, channel: string, tell: (text: string) => void): Promise<void>
}

/** Runs a command that narrates a fault with each client that was named. Resolves with the exit code. */
export async function narrate(extra: LessonCommand, story: Story): Promise<number> {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${extra.lesson.id} ${story.word} doesn't know ${quote(unknown)}; it takes node-redis and ioredis.`,
    )
  }
  const why = await whyNoCluster({ ...process.env, REDIS_CLUSTER_URL: '' })
  if (why) {
    print(why)
    return 1
  }
  print(
    `${story.intro} Each client publishes 50 messages a second to a room of its own, with our solution.\n`,
  )
  // Always ours: a fault must not hit a cluster that others use.
  const cluster = await startCluster()
  try {
    print(`${cluster.label}\n`)
    let since = performance.now()
    const line = (ms: number, text: string) => print(`${(ms / 1000).toFixed(2).padStart(6)} s  ${text}`)
    const results = await runFault({
      cluster,
      clients: extra.clients,
      master: (await cluster.nodes())[0]!,
      tell: line,
      cause: async (channel) => {
        since = performance.now()
        await story.cause(cluster, channel, (text) => line(performance.now() - since, text))
      },
    })
    print(`\n${tableOf(results)}\n`)
    print(legend(results))
    return results.every(({ againMs, counts }) => againMs !== undefined && unreported(counts).length === 0)
      ? 0
      : 1
  } finally {
    await cluster.stop()
  }
}

function tableOf(results: readonly RoomResult[]): string {
  const rows: [string, (result: RoomResult) => string][] = [
    ['published', ({ counts }) => String(counts.published)],
    ['counted', ({ counts }) => String(counts.counted)],
    ['received', ({ counts }) => String(counts.received)],
    ['lost', ({ counts }) => String(counts.lost.length)],
    ['reported missing', ({ counts }) => String(counts.missing.length)],
    ['not confirmed', ({ counts }) => String(counts.unconfirmed.length)],
    ['longest gap', ({ counts }) => `${(counts.longestGapMs / 1000).toFixed(2)} s`],
    [
      'received again after',
      ({ againMs }) => (againMs === undefined ? 'never' : `${(againMs / 1000).toFixed(2)} s`),
    ],
  ]
  const width = Math.max(...results.map(({ client }) => client.length))
  return columns(
    [
      ['', ...results.map(({ client }) => paint('bold', client.padStart(width)))],
      ...rows.map(([name, cell]) => [name, ...results.map((result) => cell(result).padStart(width))]),
    ],
    { width: terminalWidth() },
  )
}

function legend(results: readonly RoomResult[]): string {
  const silent = results.filter(({ counts }) => unreported(counts).length > 0)
  const verdict =
    silent.length === 0
      ? paint('green', 'Every lost message was reported.')
      : paint(
          'red',
          `Lost and not reported: ${silent.map(({ client, counts }) => `${client} ${unreported(counts)}`).join('; ')}`,
        )
  return [
    "counted: SPUBLISH returned 1 or more. A message that was counted can be lost, and one that wasn't can arrive.",
    'lost: never arrived. reported missing: the subscriber noticed the gap in the numbers.',
    'not confirmed: the publisher gave up after ten seconds.',
    verdict,
  ].join('\n')
}
