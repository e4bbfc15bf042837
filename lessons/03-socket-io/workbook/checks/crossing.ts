import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import type { Browser } from '../test-bed/browser.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { holdReply, messageOf, othersAreServed } from './messages.ts'

const REFUSED = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export const crossingChecks: readonly Check<Subject>[] = [
  {
    id: '03.5-order',
    task: '03.5',
    title: 'joins and leaves that a socket sends at once take effect in order',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      let asked = 0
      // The first call takes the longest.
      const mayJoin = async () => {
        for (let turns = 5 - asked++; turns > 0; turns--)
          await new Promise((resolve) => setImmediate(resolve))
        return true
      }
      const host = await bed.server({ mayJoin })
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      const both = (event: string, room: string) => [anna, ben].map((one) => one.answer(event, room))
      const answers = [
        // In the end, they are in blue and not in red.
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
      await bed.subscriptions(
        bed.channelOf(red),
        0,
        'A leave overtook the join before it. Run the requests of a socket one after the other.',
      )
      await bed.subscriptions(bed.channelOf(blue), 1)
      await context.publish(bed.channelOf(red), messageOf('to an empty room', { room: red }))
      await anna.does('send_room_message', { room: blue, text: 'end' })
      for (const browser of [anna, ben]) await browser.hears(['end'])
    },
  },
  {
    id: '03.5-comes-while-it-ends',
    task: '03.5',
    title: 'a socket that joins while UNSUBSCRIBE is in flight receives all later messages',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const [anna, ben] = [await bed.browser(host, 'anna'), await bed.browser(host, 'ben')]
      const carla = await bed.browser(host, 'carla')
      const red = context.channel('red')
      await anna.does('join_room', red)
      const held = holdReply(context, host, 'UNSUBSCRIBE')
      const leaving = anna.answer('leave_room', red)
      await held.caught('the last member unsubscribes')
      const joining = ben.answer('join_room', red)
      await othersAreServed(context, carla)
      if (joining.value?.ok) {
        context.fail('the join was acknowledged while UNSUBSCRIBE was in flight', {
          cause:
            'You treat the room as subscribed, but its UNSUBSCRIBE is in flight. Wait for it, and subscribe again.',
        })
      }
      held.release()
      await leaving.arrived()
      context.equal('the acknowledgement of the join', await joining.arrived(), { ok: true })
      context.equal(
        'the count of PUBLISH right after the acknowledgement',
        await context.publish(bed.channelOf(red), messageOf('hello', { room: red })),
        1,
      )
      await ben.hears(['hello'])
      await ben.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0)
      await anna.hears([])
    },
  },
  {
    id: '03.5-gone',
    task: '03.5',
    title: 'a socket that disconnects during its join leaves no subscription behind',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [red, blue] = [context.channel('red'), context.channel('blue')]
      const host = await bed.server()
      const stays = await bed.browser(host, 'stays')
      const goes = await bed.browser(host, 'goes')
      const goesToo = await bed.browser(host, 'goes too')
      const held = holdReply(context, host, 'SUBSCRIBE')
      goes.send('join_room', red)
      await held.caught('the join subscribes')
      goes.send('join_room', blue)
      goesToo.send('join_room', blue)
      await stays.isRefused('invalid', 'send_message', null)
      goes.socket.disconnect()
      goesToo.socket.disconnect()
      await context.until('the server notices both disconnects', () => host.io.of('/').sockets.size === 1)
      held.release()
      const cause =
        'You keep the subscription of a socket that disconnected while you waited. After SUBSCRIBE, check isGone(socket), and call unsubscribeIfEmpty(room).'
      for (const room of [red, blue]) await bed.subscriptions(bed.channelOf(room), 0, cause)
      await stays.does('join_room', red)
      await stays.does('join_room', blue)
      await stays.does('leave_room', red)
      await stays.does('leave_room', blue)
      for (const room of [red, blue]) await bed.subscriptions(bed.channelOf(room), 0)
    },
  },
  {
    id: '03.5-stays',
    task: '03.5',
    title: 'a join succeeds even if another socket disconnects while both wait for the subscription',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const goes = await bed.browser(host, 'goes')
      const stays = await bed.browser(host, 'stays')
      const third = await bed.browser(host, 'third')
      const red = context.channel('red')
      const held = holdReply(context, host, 'SUBSCRIBE')
      goes.send('join_room', red)
      await held.caught('the join subscribes')
      const joining = stays.answer('join_room', red)
      await othersAreServed(context, third)
      goes.socket.disconnect()
      await context.until('the server notices the disconnect', () => host.io.of('/').sockets.size === 2)
      held.release()
      context.equal('the acknowledgement of the socket that stays', await joining.arrived(), { ok: true })
      for (const text of ['hello', 'end']) await stays.does('send_room_message', { room: red, text })
      await stays.hears(['hello', 'end'], {
        cause: ({ length }) =>
          length === 0
            ? 'You unsubscribe because one socket disconnected, although another one is joining. Check whether the room is empty.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-refused-later',
    task: '03.5',
    title: 'while Redis rejects subscriptions, the members of a room keep receiving its messages',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      const red = context.channel('red')
      await anna.does('join_room', red)
      context.log('the check: SUBSCRIBE is rejected')
      host.faults.add('subscribe')
      // With or without another SUBSCRIBE: both joins may succeed or fail.
      await ben.ask('join_room', red)
      await anna.ask('join_room', red)
      host.faults.delete('subscribe')
      // On the same connection, so earlier commands have been executed.
      await ben.does('join_room', context.channel('blue'))
      context.equal(
        'the count of PUBLISH',
        await context.publish(bed.channelOf(red), messageOf('still here', { room: red })),
        1,
        {
          cause: 'You end the subscription after a rejected join, although the room has members.',
        },
      )
      await anna.hears(['still here'], {
        cause: 'You remove a member whose repeated join was rejected. It was in the room before: keep it.',
      })
      for (const browser of [anna, ben]) await browser.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0)
    },
  },
  {
    id: '03.3-refused',
    task: '03.3',
    title:
      'if Redis rejects a subscription, each join is refused, no socket is in the room, and the next join works',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const red = context.channel('red')
      const names = ['anna', 'ben', 'carla']
      const [anna, ben, carla] = await Promise.all(names.map((name) => bed.browser(host, name)))
      for (const error of [REFUSED, 'LOADING Redis is loading the dataset in memory']) {
        context.log('the check: SUBSCRIBE is rejected')
        const refusing = host.proxy.answer(allConnections, 'SUBSCRIBE', error)
        const isRefused = (one: Browser | undefined, cause: string) =>
          one!.likely(({ ok }) => (ok ? cause : undefined)).isRefused('unavailable', 'join_room', red)
        await isRefused(
          anna,
          'You acknowledge a join with ok although SUBSCRIBE was rejected. Pass on the rejection of pubsub.subscribe().',
        )
        await anna!
          .likely(({ ok }) =>
            ok
              ? 'You let a socket join although SUBSCRIBE was rejected. Subscribe first, and then call enter().'
              : undefined,
          )
          .isRefused('not-joined', 'send_room_message', { room: red, text: 'from outside' })
        const known = 'You treat the room as subscribed after a rejected SUBSCRIBE. Subscribe again.'
        carla!.send('join_room', red)
        await Promise.all([ben, carla].map((one) => isRefused(one, known)))
        refusing.stop()
      }
      await bed.subscriptions(bed.channelOf(red), 0)
      await carla!.does('join_room', red)
      context.equal('NUMSUB with one member', await context.subscribers(bed.channelOf(red)), 1, {
        cause: (count) =>
          count === 0
            ? 'You treat the room as subscribed after a rejected SUBSCRIBE. Subscribe again.'
            : undefined,
      })
      await carla!.does('send_room_message', { room: red, text: 'only for carla' })
      await carla!.does('send_message', { text: 'end' })
      await carla!.hears(['only for carla', 'end'])
      for (const one of [anna, ben]) await one!.hears(['end'])
      await carla!.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0, (count) =>
        count === 1 ? 'You still count a socket as a member although SUBSCRIBE was rejected.' : undefined,
      )
    },
  },
  {
    id: '03.5-not-ended',
    task: '03.5',
    title: 'if Redis rejects UNSUBSCRIBE, the socket still leaves, and the next member receives one copy',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const red = context.channel('red')
      const anna = await bed.browser(host, 'anna')
      const ben = await bed.browser(host, 'ben')
      await anna.does('join_room', red)
      context.log('the check: UNSUBSCRIBE is rejected')
      host.faults.add('unsubscribe')
      const answer = await anna.ask('leave_room', red)
      if (!answer.ok)
        context.equal('the acknowledgement of leave_room', answer, { ok: false, reason: 'unavailable' })
      host.faults.delete('unsubscribe')
      await ben.does('join_room', red)
      await ben.does('send_room_message', { room: red, text: 'back' })
      await ben.does('send_message', { text: 'end' })
      await ben.hears(['back'], {
        where: red,
        cause: ({ length }) =>
          length > 1
            ? 'You subscribe a new function, while the old one is still subscribed. Subscribe onRoomMessage each time.'
            : undefined,
      })
      await ben.does('leave_room', red)
      await bed.subscriptions(bed.channelOf(red), 0)
      await anna.hears(['end'], {
        cause: (got) =>
          got.includes('back')
            ? 'You keep the socket in the room because UNSUBSCRIBE was rejected. Leave the room first.'
            : undefined,
      })
    },
  },
  {
    id: '03.5-others-ended',
    task: '03.5',
    title: 'if a socket disconnects and one UNSUBSCRIBE is rejected, it still leaves its other rooms',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      // Each room is rejected once, so the order in which they are left doesn't matter.
      for (const [first, second, refused] of [
        ['red', 'blue', 'red'],
        ['green', 'grey', 'grey'],
      ] as const) {
        const goes = await bed.browser(host, `in ${first} and ${second}`)
        for (const name of [first, second]) await goes.does('join_room', context.channel(name))
        const [stays, ends] = refused === first ? [first, second] : [second, first]
        const channel = bed.channelOf(context.channel(stays))
        context.log(`the check: UNSUBSCRIBE ${channel} is rejected`)
        host.faults.add(`unsubscribe ${channel}`)
        goes.socket.disconnect()
        await bed.subscriptions(bed.channelOf(context.channel(ends)), 0, (count) =>
          count > 0
            ? "After one rejected UNSUBSCRIBE, you don't leave the other rooms. Give each its own catch."
            : undefined,
        )
      }
    },
  },
  {
    id: '03.5-closed',
    task: '03.5',
    title: 'close() during a join leaves no subscription behind',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const anna = await bed.browser(host, 'anna')
      const red = context.channel('red')
      const held = holdReply(context, host, 'SUBSCRIBE')
      const joining = anna.answer('join_room', red)
      await held.caught('the join subscribes')
      const closing = host.gateway.close()
      // It is awaited below.
      closing.catch(() => {})
      held.release()
      await closing
      const { ok } = await joining.arrived()
      const cause = ok
        ? 'You let a socket join after the gateway was closed. After SUBSCRIBE, check isGone(socket).'
        : 'You refuse the join, but keep its subscription. Before you return false, call unsubscribeIfEmpty(room).'
      await bed.subscriptions(bed.channelOf(red), 0, cause)
      await bed.subscriptions(bed.channelOf(red), 0)
      context.equal('whether the late join succeeded', ok, false, {
        cause:
          'You end the subscription of a late join, but acknowledge the join. Return false after isGone(socket).',
      })
    },
  },
]
