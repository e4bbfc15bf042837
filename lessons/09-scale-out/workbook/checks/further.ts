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
    async run(kit, subject) {
      const cluster = await borrowCluster(kit)
      const { pubsub: sharded } = await connected(kit, subject, cluster, 'cluster')
      const { report, problems } = kit.reporting()
      const pubsub = kit.follow('pubsub', subject.toPubSub(sharded, report))
      const [news, chat] = (await mastersOf(cluster)).map((master) =>
        channelOn(kit, cluster, master, `on ${master.name}`),
      ) as [string, string]
      const error = errorOfHandler('thrown by a handler', 'Report what a handler throws with kind "handler".')
      const strings = kit.recorder('for strings', (message) => {
        if (message === 'bad') throw error
      })
      const values = kit.recorder<unknown>('for values')
      await pubsub.subscribe(news, strings)
      await pubsub.subscribeJson(news, values)
      await pubsub.subscribeJson(chat, values)
      kit.equal('the count of publish()', await pubsub.publish(news, 'bad'), 1)
      await pubsub.publishJson(news, { order: 42 })
      await pubsub.publishJson(chat, [1, null])
      await kit.receives(strings, ['bad', '{"order":42}'])
      await kit.receives(values, [{ order: 42 }], { channel: news })
      await kit.receives(values, [[1, null]], { channel: chat })
      await kit.until('two reports', () => problems.length >= 2)
      kit.equal('the kinds of the reports', problems.map(({ kind }) => kind).sort(), ['handler', 'payload'])
      await kit.rejects('publishJson() of undefined', pubsub.publishJson(news, undefined))
      await kit.rejects(
        'psubscribe()',
        pubsub.psubscribe(`${news}*`, () => {}),
        {
          cause: 'Sharded channels have no patterns, so the caller would wait forever.',
        },
      )
      await pubsub.unsubscribe(news, values)
      await pubsub.publishJson(news, 'only as a string')
      await kit.receives(strings, ['bad', '{"order":42}', '"only as a string"'])
      await pubsub.unsubscribeAll()
      const counts = [await pubsub.publish(news, '"unheard"'), await pubsub.publish(chat, '"unheard"')]
      kit.equal('the counts after unsubscribeAll()', counts, [0, 0])
      kit.equal('the number of values', values.got.length, 2)
    },
  },
]
