import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { ServicesContract, StoreContract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '04',
  slug: 'cross-service',
  title: 'Services that work together',
  sections: ['Cross-service communication'],
  goal: 'let services tell each other what has happened, share one kind of work among replicas so that each piece is done once, and know what is lost when one of them dies.',
  minutes: 40,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis' },
    { name: 'services.ts' },
    { name: 'events.ts' },
    { name: 'in-flight.ts' },
  ],
  tasks: [
    {
      id: '04.1',
      title: 'store the user, then tell the others, and nothing personal',
      hints: [
        'Whoever listens to `user:*` reads every event of users, also services that come next year. So an event says that something has happened, and to whom: an id. Who needs the address asks for it. And when the user is stored but Redis does not take the event, the user is registered all the same; what has to be known then is which event nobody has heard.',
        '`randomUUID()` for the id of the event: two events of one user are two events. `new Date().toISOString()`, for JSON has no dates. `pubsub.publish(channel, text)` rejects when Redis does not confirm it. `report` takes a problem of kind `unsent`, with the error, the channel, and the text.',
        "newEvent: return { version: 1, id: randomUUID(), userId: user.id, registeredAt: new Date().toISOString() }. register: const user = newUser(registration); await store.save(user), whose error is the caller's; const payload = JSON.stringify(newEvent(user)); try { await pubsub.publish(channel, payload) } catch (error) { report({ kind: 'unsent', error, channel, payload }) }; return user.",
      ],
    },
    {
      id: '04.2',
      title: 'two replicas, one mail for each registration',
      needs: ['04.1'],
      hints: [
        'Redis hands an event to every replica. So before a replica does anything, it claims the event, in one place that all replicas share: whoever comes second finds the claim and leaves it. The claim has to name this event and this service, no more and no less. It stays when the mail is sent, for the second one may come late. And it has to end by itself, for its holder may die.',
        "SET with NX sets a key only if there is none, and with PX it ends after so many milliseconds, all in one command. node-redis: `redis.set(key, value, { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })`. ioredis: `redis.set(key, value, 'PX', leaseMs, 'NX')`. Both give null when there was one. A random value, `randomUUID()`, says later whose claim it is.",
        'claim: const token = randomUUID(); set it with NX and PX; return token, or undefined when the answer was null. claimKey: the namespace, then claim, the service and the id of the event, with colons between; encodeURIComponent of both, so that no colon in them is taken for one of yours. onRegistered: const token = await store.claim(claimKey(namespace, service, event.id), leaseMs); if (token === undefined) return; await orRelease(key, token, () => welcome(event)).',
      ],
    },
    {
      id: '04.3',
      title: 'a failing event is reported, and the next one is handled',
      needs: ['04.2'],
      hints: [
        'Three things can go wrong with an event. Its text is none: that will never be better, so report the text and claim nothing. Its work fails: report that, and give the claim back, so that it can be tried when the event comes again. Or your lease has run out meanwhile, and the claim that is there now is not yours: then leave it alone.',
        'A handler that rejects is reported by the port already, with kind `handler`: so throw on, and report nothing twice. To look whose claim it is and to delete it are two commands, and between them it may become somebody else’s. A script runs as one: node-redis: `redis.eval(script, { keys: [key], arguments: [token] })`. ioredis: `redis.eval(script, 1, key, token)`. In it `redis.call(...)`, `KEYS[1]`, `ARGV[1]`.',
        "readFields: JSON.parse, then throw a TypeError unless it is an object, not null and no array. readEvent: of those fields, id and userId have to be texts that are not empty, or throw; give { id, userId, registeredAt }. readOr: try { return read(payload) } catch (error) { bad(error); return undefined }. onEvent: const data = readOr(payload, readFields, …), with the same report as above; if (data) await track(event, data). orRelease: try { await act() } catch (error) { await store.release(key, token).catch(() => {}); throw error }. release: a script, if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0; it gives 1 when the claim was yours.",
      ],
    },
    {
      id: '04.4',
      title: 'stop without losing work in hand',
      needs: ['04.3'],
      hints: [
        'A process that is asked to end has mails on their way. Nobody else will send them: the others have seen the claims. So first no new work comes in, then what is in hand is finished. And not for ever: a mail server that never answers must not keep the process.',
        'A Set of promises is all that has to be kept. `Promise.allSettled(set)` waits for all, however they end. `setTimeout` of `node:timers/promises` is a promise too, and `Promise.race` ends with whichever comes first. Remember the promise of the end, so that a second call waits for the same.',
        "doing: throw an error when closed.signal.aborted; const doing = work(); begun.add(doing); try { return await doing } finally { begun.delete(doing) }. end: ended ??= endOnce(stop); return ended. endOnce: race two promises. One: await stop() (report its error with kind connection), then closed.abort(), then Promise.allSettled(begun). The other: delay(graceMs, undefined, { ref: false }). After the race, closed.abort() again, for Redis may not have answered; and if begun is not empty, report({ kind: 'handler', error, channel }).",
      ],
    },
    {
      id: '04.5',
      title: 'store and tell in one step',
      needs: ['04.4'],
      optional: true,
      hints: [
        'Between the two commands the process may die, or the connection: then a user is stored of whom nobody hears. Redis can take both together.',
        '`redis.multi()` collects commands, and `exec()` sends them with MULTI before and EXEC behind: Redis runs all of them, with nothing between, or has heard of none. When one is refused, the other is run all the same. With node-redis `exec` rejects then; with ioredis it resolves with a pair for each command, [error, reply].',
        'saveAndPublish: const replies = await redis.multi().hSet(…).publish(channel, text).exec(); node-redis: return Number(replies[1]). ioredis, where it is hset: throw the first error among replies.find(([error]) => error), else return Number(replies[1][1]). registerAtOnce: newUser, then store.saveAndPublish(user, channel, JSON.stringify(newEvent(user))), and return the user.',
      ],
    },
    {
      id: '04.6',
      title: 'leave events of a later version to those who know them',
      needs: ['04.4'],
      optional: true,
      hints: [
        'While you roll out, replicas of two versions run side by side. A new field harms nobody who does not look at it. But when the meaning changes, an old replica must not guess, and must not claim: a new one beside it knows better.',
        'The event says its form: `version`. Without it, it is 1. What you do not know you throw for, and it is reported as a payload, before anything is claimed.',
        'mustBeKnown: if (version !== undefined && version !== 1) throw new TypeError(…). Call it in readEvent. newEvent says version: 1.',
      ],
    },
    {
      id: '04.7',
      title: 'claim once, though the answer is lost',
      needs: ['04.4'],
      optional: true,
      hints: [
        'When a connection breaks off, the answer to a command may be lost, though Redis has run it. ioredis then sends the command again. The second SET finds a claim: your own. If you leave it to somebody else, nobody does the work.',
        'The token tells whose claim it is: `redis.get(key)`. node-redis does not send again but rejects, so there is nothing to do in `node-redis.ts`.',
        'isOurs, in ioredis.ts: return (await redis.get(key)) === token. claim: when the answer is null, it is still yours if isOurs(key, token).',
      ],
    },
  ],
  extras: {
    kill: 'kills replicas in the middle of their work, and counts what is lost',
  },
  load: async (client, from, adapter) => {
    const [store, services, { connect }] = await Promise.all([
      from(`${client}.ts`) as Promise<StoreContract>,
      from('services.ts') as Promise<ServicesContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    const { users, emails, analytics } = services
    return { openStore: store.openStore, users, emails, analytics, connect }
  },
})
