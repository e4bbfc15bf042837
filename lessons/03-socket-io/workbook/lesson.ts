import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { GatewayContract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '03',
  slug: 'socket-io',
  title: 'Socket.IO on several servers',
  sections: ['Integrating with Socket.io'],
  goal: 'connect the browsers of several servers through Redis, so that each message reaches everyone once.',
  minutes: 45,
  files: [
    { name: 'gateway.ts' },
    { name: 'requests.ts' },
    { name: 'deliveries.ts' },
    { name: 'rooms.ts' },
    { name: 'limits.ts' },
  ],
  tasks: [
    {
      id: '03.1',
      title: 'Broadcast to every server',
      hints: [
        `A server knows only its own browsers. So it doesn't emit the message of a browser: it publishes it, and every server emits what it receives from Redis, including the server that published.`,
        `\`pubsub.publishJson(channel, value)\` rejects if Redis doesn't confirm. \`pubsub.subscribe(channel, handler)\` resolves after Redis confirms. \`localSockets().emit(event, value)\` sends to the browsers of this server.`,
        `Check the text, publish it, and emit what comes back. Only \`handle\` catches errors: // readText · if (!isRecord(value) || !isText(value.text, MAX_TEXT)) return undefined · return value.text · // handle · try { · return await request(socket, payload) · } catch (error) { · report({ kind: 'connection', error }) · return refuse('unavailable') · } · // sendMessage · const text = readText(payload) · if (text === undefined) return refuse('invalid') · await pubsub.publishJson(channels.broadcast, newMessage(socket, text)) · return OK · // onBroadcast · const message = decode(payload, channel, readMessage, report) · if (message) localSockets().emit('message', message) · // subscribe · await pubsub.subscribe(channels.broadcast, onBroadcast)`,
      ],
    },
    {
      id: '03.2',
      title: 'Identify and notify users',
      needs: ['03.1'],
      hints: [
        'Only the server can say who a browser is. And a user can have tabs on several servers, so a notification has to reach every server. Each one passes it on to its own tabs of that user.',
        `\`next()\` lets a socket connect, and \`next(new Error('unauthorized'))\` rejects it. \`socket.data.user\` is yours to set. \`socket.join(userRoom(user.id))\` collects the tabs of a user, and \`localSockets().to(room).emit(…)\` reaches them.`,
        `Identify the socket before it connects, and put it into the room of its user: // admit · const user = await options.identify(socket.handshake) · if (!user) return next(new Error('unauthorized')) · socket.data.user = user · await socket.join(userRoom(user.id)) · next() · // notify · return pubsub.publishJson(channels.notifications, { userId, notification }) · // onNotification · const delivery = decode(payload, channel, readNotification, report) · if (delivery) localSockets().to(userRoom(delivery.userId)).emit('notification', delivery.notification) · // gateway.ts: subscribe · await pubsub.subscribe(channels.notifications, onNotification)`,
      ],
    },
    {
      id: '03.3',
      title: 'Add rooms',
      needs: ['03.2'],
      hints: [
        'A server needs the channel of a room while one of its own sockets is a member. The first member subscribes, and the last one unsubscribes, even if it disconnects without a word.',
        '`hasMembers(room)` asks Socket.IO. `socket.join(name)` and `socket.leave(name)` change it. Pass `pubsub.unsubscribe` the function that you subscribed. `mayEnter(user, room)` asks the application.',
        `Ask first, subscribe before the first member joins, and unsubscribe after the last one has left: // joinRoom · if (!(await mayEnter(socket.data.user, room))) return refuse('forbidden') · return (await rooms.join(socket, room)) ? OK : refuse('not-joined') · // join · if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage) · await socket.join(socketRoom(room)) · return true · // leave · await socket.leave(socketRoom(room)) · await unsubscribeIfEmpty(room) · // unsubscribeIfEmpty · if (!hasMembers(room)) await pubsub.unsubscribe(channels.room(room), onRoomMessage) · // onDisconnecting · void rooms.leaveAll(socket) · // onRoomMessage · const room = channel.slice(channels.room('').length) · members(room, except).emit('room_message', { ...message, room })`,
      ],
    },
    {
      id: '03.4',
      title: 'Shut down',
      needs: ['03.3'],
      hints: [
        'Remove everything that the gateway has added: listeners and subscriptions. `io` and `pubsub` belong to the application, so leave the rest of them alone.',
        '`sockets.stop()` removes the listeners. `pubsub.unsubscribe(channel, handler)` needs the function that you subscribed. `Promise.race([work, sleep(1000)])` waits for whichever comes first.',
        `Give each promise a \`catch\` of its own, and limit the wait: // end · sockets.stop() · const ended = [ · pubsub.unsubscribe(channels.broadcast, onBroadcast), · pubsub.unsubscribe(channels.notifications, onNotification), · rooms.close(), · ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error }))) · await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])`,
      ],
    },
    {
      id: '03.5',
      title: 'Undo a join that comes too late',
      needs: ['03.4'],
      optional: true,
      hints: [
        'While `join` waits for Redis, the socket can disconnect, and the gateway can be closed. After each `await`, check again.',
        '`socket.connected` is false after a disconnect. `closed` is true after `close()`. `unsubscribeIfEmpty(room)` undoes a subscription.',
        'Write `isGone`, and call it in `join` after the subscription: // isGone · return closed || !socket.connected · // join · if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage) · if (isGone(socket)) { · await unsubscribeIfEmpty(room) · return false · } · await socket.join(socketRoom(room)) · return true',
      ],
    },
    {
      id: '03.6',
      title: 'Limit requests',
      needs: ['03.4'],
      optional: true,
      hints: [
        'A *token bucket* holds a number of tokens. Each request takes one, and new ones are added at a steady rate. Without a token, a request is refused.',
        `\`performance.now()\` returns milliseconds and never goes backwards. You don't need a timer: compute how many tokens have been added since the last request.`,
        'Keep the number of tokens and the time of the last refill in the closure: // createLimit · let tokens = 100 · let filledAt = performance.now() · return () => { · const now = performance.now() · tokens = Math.min(100, tokens + (now - filledAt) / 20) · filledAt = now · if (tokens < 1) return false · tokens -= 1 · return true · }',
      ],
    },
    {
      id: '03.7',
      title: 'Send to everyone but me',
      needs: ['03.4'],
      optional: true,
      hints: [
        'The sending socket is on one server, but every server delivers the message. So the message carries the id of the socket to leave out, in `except`.',
        `Every socket is in a room named after its id, and \`.except(room)\` leaves out a room. \`io.of('/').sockets.has(id)\` tells you whether a socket with that id is on this server.`,
        `Leave out \`except\` only if it is the id of a socket: // members · const isSocket = except !== undefined && io.of('/').sockets.has(except) · return isSocket ? all.except(except) : all`,
      ],
    },
    {
      id: '03.8',
      title: 'Work beside a cluster adapter',
      needs: ['03.4'],
      optional: true,
      hints: [
        'With a cluster adapter, `io.emit` reaches the browsers of *all* servers. Your gateway emits on every server, so each browser would receive one copy for each server.',
        '`io.local` sends to the sockets of this server, with any adapter.',
        'Return it instead of `io`: // localSockets · return io.local',
      ],
    },
  ],
  extras: {
    serve: 'opens a chat on two servers in your browser',
    compare: 'compares your gateway with the Redis adapters of Socket.IO',
  },
  load: async (client, from, adapter) => {
    const [gateway, { connect }] = await Promise.all([
      from('gateway.ts') as Promise<GatewayContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return { attach: gateway.attach, connect }
  },
})
