import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { GatewayContract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '03',
  slug: 'socket-io',
  title: 'Socket.IO over many servers',
  sections: ['Integrating with Socket.io'],
  goal: 'connect browsers on many servers through Redis, so that everybody gets each message once, whichever server they are on and whatever a browser sends.',
  minutes: [50, 65],
  files: [{ name: 'gateway.ts' }, { name: 'payloads.ts' }, { name: 'rooms.ts' }, { name: 'limits.ts' }],
  tasks: [
    {
      id: '03.1',
      title: 'broadcast through Redis, and answer the sender',
      hints: [
        'A browser talks to one server, and the other servers hear of it through Redis. So the server that gets a message emits nothing: it publishes. All servers, also this one, emit what comes from Redis. What a browser sends can be anything, and what comes from Redis too. And the sender wants to know whether it worked.',
        '`pubsub.publishJson(channel, value)` and `pubsub.subscribe(channel, (payload, channel) => …)`. Socket.IO calls your listener with what the browser sent; if the browser wants an answer, the last argument is a function. It does not wait for your promise, and does not catch what you throw.',
        "answering: take args[0] as payload, and the last argument as acknowledge if it is a function. In an async function: try { const reason = await visitor.inTurn(() => request(visitor, payload)); acknowledge(reason ? { ok: false, reason } : { ok: true }) } catch (error) { report({ kind: 'connection', error }); acknowledge({ ok: false, reason: 'unavailable' }) }. readText: undefined unless value is an object, not null, with a text of 1 to 2,000. sendMessage: const text = readText(payload); if (text === undefined) return 'invalid'; await pubsub.publishJson(broadcast, newMessage(socket.data.user, text)). readMessage: undefined unless from has the strings id and name, and text and sentAt are strings. onBroadcast: JSON.parse in a try, then readMessage; report({ kind: 'payload', error, channel, payload }) for whatever is not a message; else here().emit('message', message). listen: await pubsub.subscribe(broadcast, onBroadcast).",
      ],
    },
    {
      id: '03.2',
      title: 'know who is behind a socket, and notify one user',
      needs: ['03.1'],
      hints: [
        'A user may have many tabs, on many servers. No server knows them all, so a notification goes to all servers, with the id of the user, and each one hands it to the sockets of that user. A name for a group of sockets is what Socket.IO calls a room. Somebody has to put the sockets into it.',
        '`io.use((socket, next) => …)` is asked before a browser is connected: `next()` lets it in, `next(new Error(…))` refuses it, and the browser gets the error. `socket.data` is yours. `socket.join(name)` puts a socket into a room of Socket.IO, and `io.to(name).emit(…)` sends to the room.',
        "admit: let user; try { user = await identify(socket.handshake) } catch (error) { report({ kind: 'handler', error, channel: notifications }) }; no user: return next(new Error('unauthorized')). Else socket.data.user = user; await socket.join(userRoom(user.id)); next(). notify: return pubsub.publishJson(notifications, { userId, notification }). onNotification: read, check, here().to(userRoom(userId)).emit('notification', notification). listen: await pubsub.subscribe(notifications, onNotification).",
      ],
    },
    {
      id: '03.3',
      title: 'rooms with one subscription per server',
      needs: ['03.2'],
      hints: [
        'Your process needs a subscription to the channel of a room as long as one of its sockets is in the room, and one is enough. So: count. The first one in subscribes, the last one out unsubscribes, also when it goes without a word. The second one in must not be told "done" while the SUBSCRIBE of the first one is still on its way.',
        'A Map from room to what you know of it: its members, and a promise for the change that is under way. `socket.join(name)` and `socket.leave(name)`; Socket.IO takes a socket out of its rooms by itself when it disconnects, but it does not tell you: `disconnect` does. Rooms of Socket.IO are for your names too: a browser may call its room `user:7`, so put something before it.',
        "join: room = map.get(name) or a new one; room.members.add(socket); await settled(room); await socket.join(socketRoom(name)). settled: room.change ??= settle(room); return room.change. settle: first await null, so that change is set before it is done; then try { while (room.subscribed !== members.size > 0) subscribe or unsubscribe, with await } finally { room.change = undefined; if not subscribed, map.delete(name) }. leave: members.delete(socket); await socket.leave(…); await settled(room). leaveAll: leave every room. isStillThere: socket.connected && room.members.has(socket). One handler for all rooms: in onRoomMessage the channel tells the room, channel.slice(channelOf('').length).",
      ],
    },
    {
      id: '03.4',
      title: 'close',
      needs: ['03.3'],
      hints: [
        'What you have begun, you end: subscriptions, and listeners on things that are not yours. The Socket.IO server and the connections to Redis belong to somebody else, and live on.',
        '`io.off(event, listener)` and `socket.off(event, listener)` need the same function as `on`. A middleware of `io.use` cannot be taken off: let it do nothing any more. `setTimeout` of `node:timers/promises` is a promise too, and `Promise.race` ends with whichever comes first: while Redis is away, the other one is not coming.',
        "closing ??= end(); return closing. end: io.off('connection', onConnection); for each visitor call forget(); then both unsubscribes and rooms.close(), each with a catch that reports; wait for all of them, or for delay(CLOSE_WITHIN_MS, undefined, { ref: false }). rooms.close: remember that it is closed; let every member leave every room. admit: when closing, return next(new Error('unavailable')).",
      ],
    },
    {
      id: '03.5',
      title: 'joins and leaves that cross each other',
      needs: ['03.4'],
      optional: true,
      hints: [
        'While you wait, the world goes on: somebody leaves before the join is through, or disconnects, or Redis says no. After every `await` that what you knew before may be wrong.',
        '`queue` in limits.ts makes a queue for one socket: each request begins when the one before it has ended, well or badly. Call it where you answer: `await visitor.inTurn(() => request(visitor, payload))`. `socket.connected` says whether a socket is still there.',
        'queue: let last = Promise.resolve(); return (work) => { const result = last.then(work); last = result.catch(() => {}); return result }. When Redis refuses, the entry of the room goes, with all who wait: map.delete(name) in the finally of settle.',
      ],
    },
    {
      id: '03.6',
      title: 'refuse who may not enter, who is not in, and who asks too much',
      needs: ['03.4'],
      optional: true,
      hints: [
        'A name is all it takes to ask for a room, and a loop is all it takes to ask a million times. The application says who may enter. Who has not entered may not send either. And each socket gets an allowance.',
        '`options.mayJoin(user, room)` may be async, and it may throw. `socket.rooms` is the set of rooms of Socket.IO that a socket is in. `performance.now()` is a clock that is never set back.',
        "mayEnter: try { return (await options.mayJoin(user, room)) === true } catch: report kind handler, false. isMember: socket.rooms.has(socketRoom(room)). allowance: a number that is 100 at first, grows by 50 each second up to 100, and goes down by 1 for each request; below 1, the answer is no. answering: if (!visitor.allowed()) acknowledge({ ok: false, reason: 'too-many' }), and nothing else.",
      ],
    },
    {
      id: '03.7',
      title: 'send to everyone but me',
      needs: ['03.4'],
      optional: true,
      hints: [
        'Only one server has the socket that is left out, and all servers hand out the message. So the message has to say who is left out. And the browsers need not know it.',
        'Every socket has an `id` that no other has, on any server, and it is in a room of Socket.IO of that name. `io.to(room).except(id)` leaves out who is in that other room.',
        'forOthers: return { ...message, except: sender.id }. The rest is in onRoomMessage: take `except` out of the delivery, and emit the remaining message to members.except(except) if io.sockets.sockets.has(except), else to members.',
      ],
    },
    {
      id: '03.8',
      title: 'one copy each, also beside a cluster adapter',
      needs: ['03.4'],
      optional: true,
      hints: [
        'An adapter for clusters makes `io.emit` reach the browsers of all servers. Your bridge lets every server emit. Together, everybody gets as many copies as there are servers.',
        'Socket.IO can be told to emit to the sockets of this process alone, with any adapter.',
        'here: return io.local. And see to it that all that comes from Redis is emitted by here().',
      ],
    },
  ],
  extras: {
    serve: 'opens a chat on two servers, to be tried in the browser',
    compare: 'compares your bridge with the adapters of Socket.IO',
  },
  load: async (client, from, adapter) => {
    const [gateway, { connect }] = await Promise.all([
      from('gateway.ts') as Promise<GatewayContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return { attach: gateway.attach, connect }
  },
})
