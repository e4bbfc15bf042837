import { errorOfHandler } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../../contract.ts'
import { borrowCluster, channelOn, connected, mastersOf } from '../test-bed.ts'

/** The checks of task 09.5. */
export const furtherChecks: readonly Check<Contract>[] = [
  {
    id: '09.5-interface',
    task: '09.5',
    title: 'toPubSub() has the methods of lesson 02, with sharded channels',
    async run(context, subject) {
      const cluster = await borrowCluster(context)
      const { pubsub: sharded } = await connected(context, subject, cluster, 'cluster')
      const { report, problems } = context.reporting()
      const pubsub = context.trackCalls('pubsub', subject.toPubSub(sharded, report))
      const [news, chat] = (await mastersOf(cluster)).map((master) =>
        channelOn(context, cluster, master, `on ${master.name}`),
      ) as [string, string]
      const error = errorOfHandler('thrown by a handler', 'Report what a handler throws with kind "handler".')
      const strings = context.recorder('for strings', (message) => {
        if (message === 'bad') throw error
      })
      const values = context.recorder<unknown>('for values')
      await pubsub.subscribe(news, strings)
      await pubsub.subscribeJson(news, values)
      await pubsub.subscribeJson(chat, values)
      context.equal('the count of publish()', await pubsub.publish(news, 'bad'), 1)
      await pubsub.publishJson(news, { order: 42 })
      await pubsub.publishJson(chat, [1, null])
      await context.receives(strings, ['bad', '{"order":42}'])
      await context.receives(values, [{ order: 42 }], { channel: news })
      await context.receives(values, [[1, null]], { channel: chat })
      await context.until('two reports', () => problems.length >= 2)
      context.equal('the kinds of the reports', problems.map(({ kind }) => kind).sort(), [
        'handler',
        'payload',
      ])
      await context.rejects('publishJson() of undefined', pubsub.publishJson(news, undefined))
      await context.rejects(
        'psubscribe()',
        pubsub.psubscribe(`${news}*`, () => {}),
        {
          cause: 'Sharded channels have no patterns, so the caller would wait forever.',
        },
      )
      await pubsub.unsubscribe(news, values)
      await pubsub.publishJson(news, 'only as a string')
      await context.receives(strings, ['bad', '{"order":42}', '"only as a string"'])
      await pubsub.unsubscribeAll()
      const counts = [await pubsub.publish(news, '"unheard"'), await pubsub.publish(chat, '"unheard"')]
      context.equal('the counts after unsubscribeAll()', counts, [0, 0])
      context.equal('the number of values', values.got.length, 2)
    },
  },
]
