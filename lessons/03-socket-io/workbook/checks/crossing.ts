import type { Check } from '../../../../shared/checks/check.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Answer } from '../../contract.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Subject } from '../subject.ts'
import { messageOf, othersAreServed } from './broadcast.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const crossingChecks: readonly Check<Subject>[] = [
  {
    id: '03.5-order',
    task: '03.5',
    title: 'joins and leaves that a socket sends at once take effect in their order',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      let asked = 0
      // The first question takes longest.
      const mayJoin = async () => {
        for (let turns = 5 - asked++; turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve))
        return true
      }
      const host = await cluster.server({ mayJoin })
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const both = (event: string, room: string) => [anna, ben].map((one) => one.answer(event, room))
      const answers = [
        // In red they are out at the end, in blue they are in.
        ...both('join_room', red),
        ...both('leave_room', red),
        ...both('join_room', red),
        ...both('leave_room', red),
        ...both('leave_room', blue),
        ...both('join_room', blue),
        ...both('leave_room', blue),
        ...both('join_room', blue),
      ]
      for (const answer of answers) await answer.arrived()
      await cluster.subscriptions(
        cluster.channelOf(red),
        0,
        'A leave overtook the join before it, which was still waiting. Serve the requests of a socket one after the other.',
      )
      await cluster.subscriptions(cluster.channelOf(blue), 1)
      await kit.publish(cluster.channelOf(red), messageOf('to nobody', { room: red }))
      await anna.does('send_room_message', { room: blue, text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['end'])
    },
  },
  {
    id: '03.5-comes-while-it-ends',
    task: '03.5',
    title: 'a socket that joins while UNSUBSCRIBE is on its way gets all messages after the answer',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const [anna, ben] = [await cluster.browser(host, 'anna'), await cluster.browser(host, 'ben')]
      const carla = await cluster.browser(host, 'carla')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      kit.log('the check: the reply to UNSUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'UNSUBSCRIBE')
      const leaving = anna.answer('leave_room', red)
      await kit.until('the last one ends the subscription', () => held.state === 'caught')
      const joining = ben.answer('join_room', red)
      await othersAreServed(kit, carla)
      if (joining.value?.ok) {
        kit.fail('the join was answered while the subscription was being ended', {
          cause:
            'There is still an entry for the room, but its subscription is about to end. Wait for that, and subscribe again.',
        })
      }
      held.release()
      await leaving.arrived()
      kit.equal('the answer to the join', await joining.arrived(), { ok: true })
      kit.equal(
        'what PUBLISH returned right behind the answer',
        await kit.publish(cluster.channelOf(red), messageOf('hello', { room: red })),
        1,
      )
      await ben.hears(['hello'])
      await ben.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await anna.hears([])
    },
  },
  {
    id: '03.5-gone',
    task: '03.5',
    title: 'a socket that disconnects while it joins leaves no subscription behind',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const [red, blue] = [kit.channel('red'), kit.channel('blue')]
      const host = await cluster.server()
      const stays = await cluster.browser(host, 'stays')
      const goes = await cluster.browser(host, 'goes')
      const goesToo = await cluster.browser(host, 'goes too')
      kit.log('the check: the reply to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      goes.send('join_room', red)
      await kit.until('the one that goes asks Redis', () => held.state === 'caught')
      goes.send('join_room', blue)
      goesToo.send('join_room', blue)
      await stays.isRefused('invalid', 'send_message', null)
      goes.socket.disconnect()
      goesToo.socket.disconnect()
      await kit.until('the server sees that they have gone', () => host.io.of('/').sockets.size === 1)
      held.release()
      const cause =
        'The socket disconnected while its join was waiting. After every await, look again whether it is there.'
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0, cause)
      // Not only for now.
      await stays.does('join_room', red)
      await stays.does('join_room', blue)
      await stays.does('leave_room', red)
      await stays.does('leave_room', blue)
      for (const room of [red, blue]) await cluster.subscriptions(cluster.channelOf(room), 0)
    },
  },
  {
    id: '03.5-stays',
    task: '03.5',
    title: 'a socket that waits for the same subscription as one that disconnects gets in',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const goes = await cluster.browser(host, 'goes')
      const stays = await cluster.browser(host, 'stays')
      const third = await cluster.browser(host, 'third')
      const red = kit.channel('red')
      kit.log('the check: the reply to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      goes.send('join_room', red)
      await kit.until('the one that goes asks Redis', () => held.state === 'caught')
      const joining = stays.answer('join_room', red)
      await othersAreServed(kit, third)
      goes.socket.disconnect()
      await kit.until('the server sees that it has gone', () => host.io.of('/').sockets.size === 2)
      held.release()
      kit.equal('the answer to the one that stays', await joining.arrived(), { ok: true })
      for (const text of ['hello', 'end']) await stays.does('send_room_message', { room: red, text })
      await stays.hears(['hello', 'end'], {
        cause: ({ length }) =>
          length === 0
            ? 'The socket that disconnected took the subscription along. Unsubscribe only when the room has no member left.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-refused-later',
    task: '03.5',
    title: 'while Redis refuses subscriptions, the members of a room stay in it, whoever tries to join',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      const red = kit.channel('red')
      await anna.does('join_room', red)
      kit.log('the check: Redis refuses SUBSCRIBE')
      host.faults.add('subscribe')
      // Redis need not be asked again for a room that it has, so these may be told yes or no.
      await ben.ask('join_room', red)
      await anna.ask('join_room', red)
      host.faults.delete('subscribe')
      // On the same connection: what was asked of Redis before it has been done.
      await ben.does('join_room', kit.channel('blue'))
      kit.equal(
        'what PUBLISH returned',
        await kit.publish(cluster.channelOf(red), messageOf('still here', { room: red })),
        1,
        {
          cause:
            'A join that Redis refused ended the subscription of those who were in the room before. Leave their entry alone.',
        },
      )
      await anna.hears(['still here'], {
        cause: 'A join that Redis refused took somebody out of the room who was in it before.',
      })
      for (const browser of [anna, ben]) await browser.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
  {
    id: '03.5-refused',
    task: '03.5',
    title:
      'when Redis refuses a subscription, every waiting socket is told, nothing is kept, and the next try works',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const names = ['anna', 'ben', 'carla']
      const [anna, ben, carla] = await Promise.all(names.map((name) => cluster.browser(host, name)))
      for (const error of [REFUSED, 'LOADING Redis is loading the dataset in memory']) {
        kit.log('the check: Redis refuses SUBSCRIBE')
        const refusing = host.proxy.answer(everyone, 'SUBSCRIBE', error)
        const told = ({ ok }: Answer) =>
          ok
            ? 'Redis refused SUBSCRIBE. Let the rejection of pubsub.subscribe() through to the answer.'
            : undefined
        const refused = [anna, ben].map((one) => one!.likely(told).isRefused('unavailable', 'join_room', red))
        await Promise.all(refused)
        carla!.send('join_room', red)
        await carla!
          .likely(({ ok }) =>
            ok
              ? 'The entry of the room is there from a join that Redis refused, and this join believes in it.'
              : undefined,
          )
          .isRefused('unavailable', 'join_room', red)
        refusing.stop()
      }
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await carla!.does('join_room', red)
      kit.equal('NUMSUB with one member', await kit.subscribers(cluster.channelOf(red)), 1, {
        cause: (count) =>
          count === 0
            ? 'The entry of the room is still there from a join that Redis refused, so you do not subscribe again. Remove it.'
            : undefined,
      })
      await carla!.does('send_room_message', { room: red, text: 'only for carla' })
      await carla!.does('send_message', { text: 'end' })
      await carla!.hears(['only for carla', 'end'])
      const inAllTheSame = (got: readonly string[]) =>
        got.includes('only for carla')
          ? 'Redis refused the subscription, and the socket is in the room all the same. Take it out again.'
          : undefined
      for (const one of [anna, ben]) await one!.hears(['end'], { cause: inAllTheSame })
      await carla!.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0, (count) =>
        count === 1
          ? 'A socket whose join Redis refused is still counted as a member, so the last one to leave is not the last.'
          : undefined,
      )
    },
  },
  {
    id: '03.5-not-ended',
    task: '03.5',
    title:
      'when Redis refuses to end a subscription, the socket has left all the same, and the next one gets one copy',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const red = kit.channel('red')
      const anna = await cluster.browser(host, 'anna')
      const ben = await cluster.browser(host, 'ben')
      await anna.does('join_room', red)
      kit.log('the check: Redis refuses UNSUBSCRIBE')
      host.faults.add('unsubscribe')
      const answer = await anna.ask('leave_room', red)
      if (!answer.ok) kit.equal('the answer to leave_room', answer, { ok: false, reason: 'unavailable' })
      host.faults.delete('unsubscribe')
      await ben.does('join_room', red)
      await ben.does('send_room_message', { room: red, text: 'back' })
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['back'], {
        where: red,
        cause: ({ length }) =>
          length > 1
            ? 'The first handler is still subscribed, because Redis refused to end it. Subscribe the same function for every room: a channel has it once.'
            : undefined,
      })
      await ben.does('leave_room', red)
      await cluster.subscriptions(cluster.channelOf(red), 0)
      await anna.hears(['end'], {
        cause: (got) =>
          got.includes('back')
            ? 'The socket has left the room and still gets its messages: take it out of the room before you ask Redis.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-others-ended',
    task: '03.5',
    title: 'when a socket disconnects and Redis refuses to end one subscription, its others are ended',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      // Each room is once the refused one, so that it does not matter which of them you end first.
      for (const [first, second, refused] of [
        ['red', 'blue', 'red'],
        ['green', 'grey', 'grey'],
      ] as const) {
        const goes = await cluster.browser(host, `in ${first} and ${second}`)
        for (const name of [first, second]) await goes.does('join_room', kit.channel(name))
        const [stays, ends] = refused === first ? [first, second] : [second, first]
        const channel = cluster.channelOf(kit.channel(stays))
        kit.log(`the check: Redis refuses to end ${channel}`)
        host.faults.add(`unsubscribe ${channel}`)
        goes.socket.disconnect()
        await cluster.subscriptions(cluster.channelOf(kit.channel(ends)), 0, (count) =>
          count > 0
            ? 'One subscription that could not be ended kept you from ending the others. Give each its own catch.'
            : undefined,
        )
      }
    },
  },
  {
    id: '03.5-closed',
    task: '03.5',
    title: 'close() while a join is under way leaves no subscription',
    async run(kit, subject) {
      const cluster = new Cluster(kit, subject)
      const host = await cluster.server()
      const anna = await cluster.browser(host, 'anna')
      const red = kit.channel('red')
      kit.log('the check: the reply to SUBSCRIBE is held back')
      const held = host.proxy.holdReply(everyone, 'SUBSCRIBE')
      const joining = anna.answer('join_room', red)
      await kit.until('the join asks Redis', () => held.state === 'caught')
      const closing = host.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      held.release()
      await closing
      const cause =
        'A join was still waiting when the gateway was closed. Wait for it in close(), or undo it when it is through.'
      await cluster.subscriptions(cluster.channelOf(red), 0, cause)
      await joining.arrived()
      await cluster.subscriptions(cluster.channelOf(red), 0)
    },
  },
]
