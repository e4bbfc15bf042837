import type { Check } from '../../../../shared/checks/check.ts'
import type { ChatSocket } from '../../contract.ts'
import type { Browser } from '../cluster/browser.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { messageOf } from './broadcast.ts'

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '03.4-close',
    task: '03.4',
    title: 'close() leaves no subscription and no listener; what is not its own lives on',
    misconception:
      'the subscriptions of rooms are forgotten, or listeners stay on what belongs to somebody else',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      /** What Socket.IO itself listens to on a socket. */
      const before: unknown[] = []
      const listener = (socket: ChatSocket) => void before.push(...socket.eventNames())
      const host = await cluster.server({ prepare: (io) => io.on('connection', listener) })
      const other = await cluster.server()
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(other, 'ben')
      for (const room of [red, blue]) await anna.does('join_room', room)
      await ben.does('join_room', red)
      const [socket] = host.io.of('/').sockets.values()
      await Promise.all([host.gateway.close(), host.gateway.close()])
      await host.gateway.close()
      for (const channel of [cluster.broadcast, cluster.notifications, cluster.channelOf(red)]) {
        kit.equal(`PUBSUB NUMSUB of ${channel} when one of two has closed`, await kit.subscribers(channel), 1)
      }
      kit.equal('PUBSUB NUMSUB of blue', await kit.subscribers(cluster.channelOf(blue)), 0)
      kit.equal('the listeners on io', host.io.of('/').listeners('connection'), [listener])
      const left = socket!.eventNames().filter((event) => !before.includes(event))
      kit.equal('events of a socket that still have listeners', left, [])
      kit.equal('the listeners of a socket for any event', socket!.listenersAny(), [])
      kit.equal('whether the browser is still connected', anna.socket.connected, true)

      await ben.does('send_room_message', { room: red, text: 'in red' })
      await ben.does('send_message', { text: 'to all' })
      await other.gateway.notify(anna.user.id, { title: 'for anna', text: '' })
      await ben.hears(['in red', 'to all'])
      // Past the gateway: what comes after it shows that nothing came before.
      const last = anna.events.length
      host.io.emit('message', JSON.parse(messageOf('end')))
      await kit.until('the browser hears the server itself', () => anna.events.length > last)
      await anna.hears(['end'])
      kit.equal(
        'what its port publishes',
        await host.pubsub.publish(cluster.broadcast, messageOf('alive')),
        1,
      )
    },
  },
  {
    id: '03.4-anew',
    task: '03.4',
    title: 'after close() a new gateway may be put on the same server: one copy, and only it is asked',
    misconception: 'the old one is still there: its middleware, its handler, its subscriptions',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const asked: string[] = []
      let generation = 'old'
      const host = await cluster.prepare({
        identify: ({ auth }) => {
          asked.push(`${generation}: ${(auth as { name: string }).name}`)
          return auth as { id: string; name: string }
        },
      })
      const old = await host.attach()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', red)
      await old.close()
      generation = 'new'
      await host.attach()
      const ben = await cluster.browser(host, 'ben')
      await ben.does('join_room', red)
      await ben.does('send_room_message', { room: red, text: 'in red' })
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['in red', 'end'])
      kit.equal('who was asked about whom', asked, ['old: anna', 'new: ben'])
      kit.equal('what the one that left with the old gateway heard of the room', roomsOf(anna), [])
    },
  },
  {
    id: '03.4-away',
    task: '03.4',
    waits: true,
    title: 'close() ends while Redis is away, and does not reject',
    misconception: 'closing in good order waits for an answer of Redis that cannot come',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server({ ownWay: true })
      const anna = await cluster.browser(host, 'anna')
      await anna.does('join_room', kit.channel('red'))
      kit.log('the check: Redis goes away')
      host.proxy.refuse()
      host.proxy.cut()
      await kit.until('the loss is reported', () => host.problems.some(({ kind }) => kind === 'connection'))
      await host.gateway.close()
      await host.gateway.close()
      kit.equal('whether the browser is still connected', anna.socket.connected, true)
    },
  },
  {
    id: '03.4-not-ended',
    task: '03.4',
    title: 'when Redis refuses to end one subscription, close() ends the others, and does not reject',
    misconception: 'one after the other is ended in one try, so the first that fails keeps all behind it',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const red = kit.channel('red')
      const channels = [cluster.broadcast, cluster.notifications, cluster.channelOf(red)]
      for (const refused of channels) {
        const host = await cluster.server()
        const anna = await cluster.browser(host, 'anna')
        await anna.does('join_room', red)
        kit.log(`the check: Redis refuses to end ${refused}`)
        host.faults.add(`unsubscribe ${refused}`)
        await host.gateway.close()
        for (const channel of channels) {
          if (channel !== refused) await cluster.subscriptions(channel, 0)
        }
        // Nothing of it is left for the next round.
        await host.pubsub.unsubscribeAll()
      }
    },
  },
  {
    id: '03.4-refused',
    task: '03.4',
    title: 'attach() rejects when Redis refuses the subscriptions, or one of them, and leaves nothing',
    misconception:
      'half a gateway stays: listeners on io, or the one subscription that worked; or only one of them is awaited',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      let asked = 0
      const channels = [cluster.broadcast, cluster.notifications]
      const faults = ['subscribe', ...channels.map((channel) => `subscribe ${channel}` as const)] as const
      for (const fault of faults) {
        const host = await cluster.prepare({
          identify: () => {
            asked++
            return undefined
          },
        })
        kit.log(`the check: Redis refuses to ${fault}`)
        host.faults.add(fault)
        await kit.rejects('attach() while Redis refuses', host.attach())
        kit.equal('the listeners on io', host.io.of('/').listeners('connection'), [])
        for (const channel of channels) await cluster.subscriptions(channel, 0)
        await cluster.browser(host, 'anna')
      }
      kit.equal('how often identify() was asked', asked, 0)
    },
  },
]

/** What somebody heard of rooms. */
function roomsOf(browser: Browser): unknown[] {
  return browser.events.filter(([event]) => event === 'room_message')
}
