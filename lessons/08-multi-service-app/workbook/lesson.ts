import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { InspectorContract } from '../../07-monitoring/contract.ts'
import type { Contract } from '../contract.ts'
import { inBackground } from './inspector.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '08',
  slug: 'multi-service-app',
  title: 'A shop of three services',
  sections: ['Exercise', 'Summary'],
  goal: 'build an application of three services that share nothing but events: an API, notifications and a log, with a page that says what became of each event.',
  minutes: 90,
  files: [
    { name: 'api.ts' },
    { name: 'logger.ts' },
    { name: 'notification.ts' },
    { name: 'status.ts' },
    { name: 'requests.ts' },
    { name: 'publisher.ts' },
    { name: 'service.ts' },
    { name: 'events.ts' },
  ],
  tasks: [
    {
      id: '08.1',
      title: 'a request over HTTP becomes an event',
      hints: [
        'The API stores nothing. It reads what is asked for, gives it an id, tells all who listen, and answers when Redis has taken it. The bus of lesson 05 does the telling, and the event has the id that the answer names: whoever sees both knows that they belong together.',
        'In `publisher.ts`: `bus.emit(event, data, { id, key })`, where `key` is the id of the user. In `api.ts`: `readBody(event, request.body, id)` gives `{ data }`, or `{ fields }` for a body that is refused; `refuse(response, 400, text, fields)` is there. `response.status(201).json(…)` answers. Express waits for your promise, and hands what it rejects with to `onError`.',
        "send: return await bus.emit(event, data, { id, key: data.userId }). taking: const reading = readBody(event, request.body, id); if ('fields' in reading) { refuse(response, 400, 'Some fields are missing or wrong.', reading.fields); return }; const subscriptions = await shop.publish(event, reading.data, id); response.status(201).json({ id, subscriptions }).",
      ],
    },
    {
      id: '08.2',
      title: 'what cannot be done is refused, and says why',
      needs: ['08.1'],
      hints: [
        'Who calls an API wants to know what is wrong with the call, and wants to know all of it at once. And nobody wants to know the insides of your server. So look at each field of its own, and at what is no JSON, too long, or nowhere.',
        "`express.json({ limit: 16 * 1024 })` refuses what is longer, and `request.is('application/json')` is false for what is declared otherwise (null when there is no body). What `express.json()` refuses has a `status` of 4xx, and comes to `onError`. The last `app.use((request, response) => …)` gets what nobody else has taken. `Number.isInteger('2')` is false.",
        'readBody: for a body that is no object, or a list, take {}; read field by field; give back { fields } with the names of those that are wrong, else { data }. readers: data: { orderId: id, userId, item, quantity } and checks: { userId: isText(userId, 100), item: isText(item, 200), quantity: isCount(quantity, 1000) }; isText: a string with 1 to most characters; isCount: Number.isInteger and 1 to most. body: [onlyJson, express.json({ limit: LONGEST_BODY })], where onlyJson refuses with 415. errors: app.use((_request, response) => refuse(response, 404, …)). onError: if error.status is 400 to 499, refuse with it.',
      ],
    },
    {
      id: '08.3',
      title: 'the logger hears every event by a pattern',
      hints: [
        'The logger wants all events of the shop, also those that somebody invents next year, and nothing else of this Redis. The names of events here have dots: `user:*` matches none of them. And two patterns that both match an event are two deliveries.',
        '`events.onPattern(pattern, (data, event) => …)` is the listener of lesson 05. It puts the namespace of the shop before your pattern, so that `*` is not everything, but everything of the shop. `handled(event, work)` does some work for an event; what `work` throws, the listener reports. `JSON.stringify` writes a line break as `\\n`.',
        "await events.onPattern('*', (_data, event) => handled(event, () => options.write(lineOf(event)))). lineOf: return JSON.stringify({ timestamp, event, id, data }) of the envelope.",
      ],
    },
    {
      id: '08.4',
      title: 'the notification service tells users, in order',
      needs: ['08.1', '08.3'],
      hints: [
        'Three events, three kinds of notifications. Sending takes a while: if nobody looks after it, the second one overtakes the first. The listener of lesson 05 keeps the order of what has the same key, for each handler. So how many handlers do you want?',
        "`events.on('order.placed', handler)`; one handler may be given to many events. It gets `(data, event)`, and `notificationOf(event)` is written already. `options.send(…)` may reject: give the promise to `handled`, and the listener reports it. `schemas` in `events.ts` says what data must look like, and the listener asks it before it calls you: `fitting` has the value and, for each field, a function that says whether it is right. The value may be anything, also null.",
        "const notify: EventHandler<ShopEvents> = (_data, event) => handled(event, () => options.send(notificationOf(event))). Then await Promise.all of events.on('user.created', notify), events.on('order.placed', notify) and events.on('payment.completed', notify). fitting: for (const [field, isRight] of Object.entries(shape)): when isRight(value?.[field]) is false, there is an issue { message: 'is missing or wrong', path: [field] }; return { issues } if there is one, else { value: value as T }.",
      ],
    },
    {
      id: '08.5',
      title: 'receipts, and a status that says what became of the events',
      needs: ['08.3', '08.4'],
      hints: [
        'What PUBLISH returns says to how many connections Redis has handed an event. It does not say that anybody has done anything with it. So each service tells by an event of its own when it has done its work, well or badly: a receipt. Who has the receipts knows what is missing. They may come before PUBLISH has returned, so note an event before you publish it.',
        '`pubsub.publishJson(receiptsOf(namespace), receipt)` and `pubsub.subscribe(channel, (payload, channel) => …)`. `try … finally` sees both ends of the work, and lets an error go on its way. `inspect()` is your snapshot of lesson 07; while Redis is away it rejects or takes long. `Promise.race` with `delay(ms, undefined, { ref: false })` of `node:timers/promises` waits no longer than that. `performance.now()` is a clock that is never set back. `presenceOf(namespace, name)` is the channel that a service has subscribed to.',
        'handled: let ok = false; try { await work(); ok = true } finally { void giveReceipt({ service: name, id, ok }) }, and giveReceipt awaits pubsub.publishJson(…), catches, and reports kind connection. status: a Map of the last 10,000 entries { id, event, sentAt, confirmed, receipts } by id. sends: add one, unless it is there. confirms: entry.confirmed = true. A receipt: read it with care, report kind payload for what is none, and note it once. read: missed is the number of entries that are confirmed, have no receipt of the service, and were sent more than lateMs ago; channels are those of the snapshot without the namespace, sorted; events are the last 20 entries, reversed. In publisher.ts: board.sends(event, id) before emit, board.confirms(id) after it.',
      ],
    },
    {
      id: '08.6',
      title: 'Redis may be away, at the start and later',
      needs: ['08.2', '08.5'],
      hints: [
        'When Redis is away, the clients wait: node-redis rejects after five seconds, ioredis after more than a minute. Nobody waits for a web page so long. So the API waits as long as it likes, and no longer, and says when to try again. It cannot say that the order was not published: perhaps only the answer is missing.',
        '`Promise.race` ends with whichever comes first. The other one goes on, and when it rejects later, that harms nobody. `setTimeout` of `node:timers/promises` takes an AbortSignal. `response.set(name, value)` sets a header. A promise that you neither await nor give to `race` needs a `catch`, or it ends the process when it rejects.',
        "publish: return await inTime(answerWithinMs, sendWithinLimit(event, data, id)). inTime(ms, work): const timer = new AbortController(); const late = delay(ms, undefined, { signal: timer.signal }).then(() => { throw new Error(…) }); try { return await Promise.race([work, late]) } finally { timer.abort() }. retry: response.set('Retry-After', '1'). start: shop.ready().catch(report it) without await.",
      ],
    },
    {
      id: '08.7',
      title: 'close, and finish what is in hand',
      needs: ['08.6'],
      hints: [
        'Who stops a service wants no half-done work. The order matters: first nothing new comes in, then what is in hand is finished, then the connections are closed by which it is finished. And there is a limit to it, for something may hang.',
        '`events.close()` of lesson 05 ends the subscriptions, and waits for handlers as long as `drainMs` says. `server.close(callback)` takes no new connection, closes those that are idle, and calls back when the last one is gone. One that is busy becomes idle when its answer is out: then `server.closeIdleConnections()` closes it. `server.closeAllConnections()` waits for nobody. `within(ms, promise)` is there.',
        "end: await events.close(); then await pubsub.close() with a catch that reports. endApi: const closed = new Promise((resolve) => server.close(resolve)); await within(graceMs, closed); server.closeAllConnections(); await shop.close(). afterwards: app.use((_request, response, next) => { response.once('close', () => ending && server.closeIdleConnections()); next() }).",
      ],
    },
    {
      id: '08.8',
      title: 'who tries again does not order twice',
      needs: ['08.6'],
      optional: true,
      hints: [
        'Who gets a 503 does not know whether the order was published, and tries again. If both tries have the same id, every service handles it once: the listener of lesson 05 remembers ids. So whoever asks has to say that it is the same request.',
        "`request.get('Idempotency-Key')` is the header, or undefined. `/^[\\w-]{8,100}$/` tests its form. The same key on another path must be something else, or one of the two is lost. And another process of the API knows nothing of what is remembered here: let the id follow from the key. `sends` in `status.ts` gets such an id again, and there is one receipt for it.",
        "const key = request.get('Idempotency-Key'); if (key === undefined) return randomUUID(); if (/^[\\w-]{8,100}$/.test(key)) return event + ':' + key; refuse(response, 400, …, ['Idempotency-Key']); return undefined. sends: return when there is an entry with this id.",
      ],
    },
    {
      id: '08.9',
      title: 'when too many wait for Redis, the next one is told at once',
      needs: ['08.6'],
      optional: true,
      hints: [
        'A request that was told 503 is over, but its event still waits in the client, and takes memory. While Redis is away for a minute, that grows with each request. So there is a limit to it.',
        '`waiting` in `publisher.ts` counts what waits, even if its request was answered. What `sendWithinLimit` throws becomes a 503.',
        "if (waiting >= maxWaiting) throw new Error('Too many events wait for Redis.').",
      ],
    },
  ],
  load: async (client, from, adapter) => {
    const [api, notification, logger, { connect }, { openInspector }] = await Promise.all([
      from('api.ts') as Promise<Pick<Contract, 'api'>>,
      from('notification.ts') as Promise<Pick<Contract, 'notification'>>,
      from('logger.ts') as Promise<Pick<Contract, 'logger'>>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
      import(`../../../solutions/07-monitoring/${client}.ts`) as Promise<InspectorContract>,
    ])
    return {
      api: api.api,
      notification: notification.notification,
      logger: logger.logger,
      connect,
      openInspector: (base) => inBackground(openInspector, base),
    }
  },
})
