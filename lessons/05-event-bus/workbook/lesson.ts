import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { Contract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '05',
  slug: 'event-bus',
  title: 'An event bus',
  sections: ['Event-Driven Architecture with Pub/Sub'],
  goal: 'repair the two classes of the tutorial until they are an event bus that you can trust: every handler gets each event once, and no bad message or bad handler harms another.',
  minutes: 60,
  files: [
    { name: 'event-bus.ts' },
    { name: 'envelope.ts' },
    { name: 'event-listener.ts' },
    { name: 'recent-ids.ts' },
    { name: 'in-order.ts' },
    { name: 'in-flight.ts' },
    { name: 'schemas.ts' },
  ],
  tasks: [
    {
      id: '05.1',
      title: 'the envelope of an event, complete and checked on its way in',
      hints: [
        'What travels is a text, and any program may send one. So the sender puts all into it that the other side needs: which event it is, which one of many (the id), when, and the data. And the receiver believes nothing: a type is no guard, and what is no event is reported and handed to nobody.',
        '`randomUUID()` is imported already, and `new Date().toISOString()` is a text, as JSON has no dates. `JSON.stringify` leaves out a field whose value is undefined or a function, without a word; called with such a value alone, it gives undefined. `JSON.parse` throws for what is no JSON, and gives null for `null`. `Date.parse` gives NaN for what is no date.',
        "emit: const { id = randomUUID(), key } = options; const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data }). writeEnvelope: if JSON.stringify(data) is undefined, throw a TypeError. readEnvelope: parse; throw a TypeError unless it is an object, not null, no list, with a text as id that is not empty, event === name, a text as timestamp that Date.parse can read, data that is not undefined (null, 0 and '' are data), and a key that is missing or a text; return these fields. In the listener: try { return readEnvelope(text, name) } catch (error) { report({ kind: 'payload', error, channel, payload: text }); return undefined }.",
      ],
    },
    {
      id: '05.2',
      title: 'several handlers for an event, added and taken off, with one subscription',
      needs: ['05.1'],
      hints: [
        'The Map of the tutorial keeps one handler for each event, the last one, and nobody ever reads it. What runs is a function for each call of `on`, that nobody can take off again. Turn it around: keep all handlers of an event in your own list, give the port one function that looks into the list, and subscribe as long as the list is not empty.',
        '`pubsub.subscribe(channel, handler)` may be called again with the same function: it is still one, and the promise resolves when Redis has it. `pubsub.unsubscribe(channel, handler)` needs the very same function. A Set keeps each handler once. A copy of the Set does not change while you go through it. `within` is in `in-flight.ts`.',
        'A Map from channel to a Set of handlers; deliver = (text, channel) => this.#take(text, channel, [...(the Set of the channel, or none)]), made once for the listener. on: reject when closed; add the handler; try { await pubsub.subscribe(channel, deliver) } catch (error) { take the handler out; throw error }. off: unless the Set had it, return; when it is empty now, remove it from the Map and await pubsub.unsubscribe(channel, deliver), with a catch that reports kind connection. Closing: within(CLOSE_WITHIN_MS, Promise.all(of unsubscribe for each channel, each with such a catch)), then clear the Map.',
      ],
    },
    {
      id: '05.3',
      title: 'a handler that fails or is slow harms no other',
      needs: ['05.2'],
      hints: [
        'A loop with `await` inside waits for each handler before it calls the next one. One that fails ends the loop, and one that never ends holds it. Each handler is to be called at once, and what becomes of it is its own affair; if it fails, you are the one who tells.',
        'A `try` with `await` in it sees what a function throws and what its promise rejects with. A promise that nobody awaits must not reject: that ends the process. `void` before a call says that you know nobody awaits it.',
        "guarded: try { await handler(event.data as never, event as never) } catch (error) { this.#options.report({ kind: 'handler', error, channel }) }. hand: for (const handler of handlers) void this.#run(handler, arrival).",
      ],
    },
    {
      id: '05.4',
      title: 'listen by pattern, and each handler gets an event once',
      needs: ['05.3'],
      hints: [
        'A handler that was added for a name and for a pattern that matches it gets the event twice, for Redis delivers it twice: by two subscriptions, on two connections, in either order. Lesson 02 had to choose one of the copies. Here every event has an id. So when the first copy comes, hand it to all who want it, by whatever name or pattern; when the second one comes, you know the id.',
        '`this.#isNew(id)` remembers an id, and says whether it is new. `matches(pattern, channel)` from `shared/lesson/glob.ts` answers as Redis would. `pubsub.psubscribe(pattern, handler)` and `pubsub.punsubscribe(pattern, handler)`. The namespace has to stand before the pattern with its own marks escaped: `full` is that.',
        'isRepeated: return !this.#isNew(id). onPattern and offPattern as on and off, with a Map of their own from pattern to handlers, psubscribe and punsubscribe, and the same deliver. Who wants an event: a new Set of the handlers of its channel, and of those of every pattern for which matches(pattern, channel) is true. Closing ends the patterns too.',
      ],
    },
    {
      id: '05.5',
      title: 'remember ids, but not for ever',
      needs: ['05.4'],
      optional: true,
      hints: [
        'A Set that only grows is a leak: a bus that runs for a month has seen a lot of ids. An id that comes again comes soon: by a second subscription, or because somebody did not get an answer and sent it again. So the last few thousand are enough.',
        'A Set keeps the order in which values were added, so `set.values().next().value` is the oldest one. Or keep two Sets: one that is being filled, and the one before it.',
        'let older = new Set(), younger = new Set(). For an id: if one of them has it, return false. Add it to younger; when younger.size >= atLeast: older = younger; younger = new Set(). Return true.',
      ],
    },
    {
      id: '05.6',
      title: 'what has the same key is handled in order',
      needs: ['05.3'],
      optional: true,
      hints: [
        'Events come in order, but a handler that waits for something gives way to the next one, and whoever is quicker overtakes. For events that belong together, those of one order for example, that is wrong. So each key has a queue, and the rest goes on beside it.',
        'A promise is a queue: `last.then(work)` begins when what was given before has ended. Keep the last promise for each key in a Map, and take it out when nothing has come behind it, or the Map grows for ever. `this.#wanting(channel)`, if you have such a function, tells whether a handler that had to wait is still wanted.',
        'const before = last.get(key); const result = before === undefined ? work() : before.then(work); const forget = () => { if (last.get(key) === ended) last.delete(key) }; const ended = result.then(forget, forget); last.set(key, ended); return result. isWanted: whether the handlers of this channel, by name or pattern, still include it.',
      ],
    },
    {
      id: '05.7',
      title: 'close waits for what is in hand, but not for ever',
      needs: ['05.4', '05.6'],
      optional: true,
      hints: [
        'Who stops a program wants no half-done work: first nothing new is taken, then what has been begun is waited for. But a handler that hangs must not keep the program from ending. So the wait has a limit, and what has not ended by then is told.',
        '`new Promise<void>((resolve) => whenEmpty.push(resolve))` is a promise that others resolve: whoever ends the last item calls what stands in `whenEmpty`. `within(ms, promise)` in `in-flight.ts` ends with the promise or after a while.',
        'begin: items.add(item). end: items.delete(item); when items is empty now, for (const tell of whenEmpty.splice(0)) tell(). drained: if (items.size > 0) await within(ms, new Promise<void>((resolve) => whenEmpty.push(resolve))). The listener: const { drainMs = DRAIN_MS, report } = this.#options; for each { about } of await this.#inFlight.drained(drainMs) report kind handler, with about as the channel and an Error of your own; and when that is done, forget the handlers, so that what waits for its turn is not begun. The bus: this.#isClosed = true; await this.#inFlight.drained(CLOSE_WITHIN_MS).',
      ],
    },
    {
      id: '05.8',
      title: 'hold data against a schema of any library',
      needs: ['05.7'],
      optional: true,
      hints: [
        'That the envelope is right says nothing of the data in it. Many libraries can check data, and they have agreed on one form in which to be asked. So you need none of them, and whoever uses your bus may bring any.',
        "`schema['~standard'].validate(value)` gives `{ value }` or `{ issues }`, or a promise of that. Handlers get that `value`, which may be another than the data. `Object.hasOwn(schemas, event)` is false for `constructor`, which `schemas[event]` would find.",
        "conform: without a schema return data; const result = await schema['~standard'].validate(data); with result.issues throw a TypeError that names them, else return result.value. checked: return conform(schemas, envelope.event, envelope.data).then((data) => ({ ...envelope, data }), (error) => { report({ kind: 'payload', error, channel, payload: text }); return undefined }). send: const checked = conform(schemas, event, data); checked.catch(() => {}), because with a key it may fail before its turn; await (key === undefined ? checked : this.#inOrder(key, () => checked)); return pubsub.publish(channel, text).",
      ],
    },
  ],
  load: async (client, from, adapter) => {
    const [sender, receiver, { connect }] = await Promise.all([
      from('event-bus.ts') as Promise<Pick<Contract, 'bus'>>,
      from('event-listener.ts') as Promise<Pick<Contract, 'listener'>>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return { bus: sender.bus, listener: receiver.listener, connect }
  },
})
