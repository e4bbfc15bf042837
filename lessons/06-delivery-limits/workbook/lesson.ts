import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { Contract, PredictionsContract, StreamsContract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '06',
  slug: 'delivery-limits',
  title: 'Delivery and its limits',
  sections: ['Handling message delivery'],
  goal: 'know what Pub/Sub loses and when, and build a consumer on Redis Streams that loses nothing, with both clients.',
  minutes: [45, 60],
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'predictions.ts' },
  ],
  tasks: [
    {
      id: '06.1',
      title: 'guess what becomes of 20 messages in each outage',
      hints: [
        'PUBLISH counts the subscriptions that the server has queued the message for at that moment. Nothing is kept for those who come later. A stream keeps its entries, as long as the server keeps its data.',
        'In `contract.ts` each outage is told in a few words. For each one, ask: does the server believe that somebody is there? Does the message reach the program? Is it stored?',
        'nobody: { counted: 0, pubsub: …, streams: … }. Any number from 0 to 20 will do. Nobody marks your guesses: their use is that the run can surprise you.',
      ],
    },
    {
      id: '06.2',
      title: 'add entries, read them with a group, acknowledge what is done',
      hints: [
        'XADD appends an entry and gives it an id. A group has a place in the stream: XREADGROUP with the id `>` gives entries that nobody in the group has got yet, moves the place on, and puts the entries on a list, pending, with the name of the consumer. XACK takes an entry off that list. So acknowledge when the work is done, and never before.',
        "node-redis: `xAdd(stream, '*', fields)`, `xGroupCreate(stream, group, '0', { MKSTREAM: true })`, `xReadGroup(group, name, { key: stream, id: '>' }, { COUNT, BLOCK })` gives `[{ name, messages: [{ id, message }] }]` or null, `xAck(stream, group, id)`. ioredis: `xadd(stream, '*', ...words)`, `xgroup('CREATE', stream, group, '0', 'MKSTREAM')`, `xreadgroup('GROUP', group, name, 'COUNT', …, 'BLOCK', …, 'STREAMS', stream, '>')` gives `[[stream, [[id, [field, value, …]]]]]` or null, `xack`. A group that is there already is the error BUSYGROUP.",
        "add: send { key: randomUUID(), ...fields }; with maxLength, TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength } (ioredis: 'MAXLEN', '~', maxLength before the '*'). createGroup: try { create it } catch (error) { if (!isReply(error, 'BUSYGROUP')) throw error }. readNew: read with `reader`, then make { id, fields, attempt: 1 } of each message; a reply of null is no entries. workOn: try { await handle(entry) } catch (error) { return failed(entry, error) }, and behind it: await commands.xAck(stream, group, entry.id). Keep XACK out of that try: when it fails, the handler has not.",
      ],
    },
    {
      id: '06.3',
      title: 'take over what a crashed consumer has left',
      needs: ['06.2'],
      hints: [
        'Nobody gets an entry twice by `>`. What a dead consumer had in hand stays on the list of pending entries, with the time since its delivery. Others have to look at that list now and then, and take what has been idle for too long. Two may look at the same moment: Redis has to decide who gets it.',
        "node-redis: `xPendingRange(stream, group, '-', '+', 100, { IDLE: idleMs })` gives `[{ id, consumer, millisecondsSinceLastDelivery, deliveriesCounter }]`; `xClaim(stream, group, name, idleMs, id)` gives the messages that are yours now. ioredis: `xpending(stream, group, 'IDLE', idleMs, '-', '+', 100)` gives `[[id, consumer, idle, deliveries]]`; `xclaim(stream, group, name, idleMs, id)`. XCLAIM does nothing for an entry that is not idle for so long any more. `(` before an id means: behind it.",
        "takeOver: let from = '-'; for (;;) { page = pending entries from `from`; for each one: claim it alone, and if you get it: await work([{ id, fields, attempt: deliveries + 1 }]); if the page was not full: return; from = '(' and the id of the last one }. When closing is true, return. For one that you don't get, await missing(id), which does nothing yet: it belongs to another consumer now, or is gone from the stream.",
      ],
    },
    {
      id: '06.4',
      title: 'read on after a lost connection, and close without dropping anything',
      needs: ['06.3'],
      hints: [
        'When a connection is lost while a read waits, node-redis rejects that read, and ioredis sends it again. Redis can refuse a read, too, while it loads its data. In each case your loop has to go on. And if you close in the middle of work, what was taken stays pending: another consumer has to wait until it is idle.',
        '`try` and `catch` around what the loop does in one round; `recover(error)` reports it and waits a little. `running` is the promise of the loop: it ends after `closing` is true. `nothingToWaitFor()` resolves when no handler is at work and Redis is unreachable or silent. `end(connection)` of lesson 01 closes a connection, even if Redis is unreachable.',
        'run: try { take over when it is time; if (!closing) await work(await read()) } catch (error) { await recover(error) }. finish: await Promise.race([running, nothingToWaitFor()]); inFlight.clear(), so that nothing more is handed over; clearInterval(beat); await Promise.all([end(reader), end(commands)]).',
      ],
    },
    {
      id: '06.5',
      title: 'move what fails again and again to the dead letter',
      needs: ['06.4'],
      hints: [
        'Some entries can never be handled. They come back for ever, and each time they may end the process. Then no `catch` of yours is ever reached, so nothing in your process can count the attempts. Redis counts the deliveries of each pending entry.',
        'The number is in what XPENDING tells: `deliveriesCounter`, or the last of the four. When it says that an entry was delivered `maxAttempts` times, do not handle it again: XADD its fields to the stream `deadLetter`, then XACK. Keep that order, and wait for XADD: if Redis refuses it or the process dies in between, the entry is still pending. A MULTI would run XACK even if XADD has failed.',
        "bury(entry, reason): await commands.xAdd(deadLetter, '*', { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }); await commands.xAck(stream, group, id). In failed: when entry.attempt >= maxAttempts, bury it with the message of the error, or String(error) for a value that isn't an Error. In takeOver, when deliveries >= maxAttempts: claim it, and call buryUnfinished({ id, fields, attempt: deliveries }), which reports and buries it without handling.",
      ],
    },
    {
      id: '06.6',
      title: 'tell what the group has lost behind a trimmed stream',
      needs: ['06.4'],
      optional: true,
      hints: [
        'With a maximum length, the oldest entries go, read or not. The group does not notice: its next read simply begins later. But Redis remembers the newest id that is gone, and the place of the group.',
        '`XINFO STREAM` has `max-deleted-entry-id`, `XINFO GROUPS` has `last-delivered-id` of each group (both since Redis 7). When the first is later than the second, entries are gone that the group never got. Both change all the time, so ask for both and read in one MULTI. `isLater` compares ids.',
        'readWatched: multi() of xInfoStream, xInfoGroups and xReadGroup without BLOCK (nothing waits in MULTI). Compare, call onGap, remember what you have told. When nothing came, wait with xRead from last-generated-id, without the group. And for a pending entry that cannot be claimed: if XRANGE does not find it, acknowledge it and tell { why: "deleted", id }.',
      ],
    },
    {
      id: '06.7',
      title: 'go on when Redis comes back empty',
      needs: ['06.4'],
      optional: true,
      hints: [
        'Without persistence, a restarted Redis knows neither the stream nor the group. Every read fails from then on, until somebody makes the group again.',
        'The error begins with NOGROUP, and XINFO says "ERR no such key". UNBLOCKED, which a waiting read gets, says nothing of the stream: a failover or CLIENT UNBLOCK ends reads, too. If the group is gone, the next read says NOGROUP.',
        "recover: if isReply(error, 'NOGROUP') or isReply(error, 'ERR no such key'): onGap?.({ why: 'emptied' }), then await join().catch(tell). Else tell the error and wait, as before.",
      ],
    },
    {
      id: '06.8',
      title: 'keep what you still work on',
      needs: ['06.3'],
      optional: true,
      hints: [
        'A consumer that has taken a hundred entries and is slow looks like a dead one: the last of them are idle for a long time. Others take them over, and they are handled twice. So tell Redis now and then that you still work on them.',
        'XCLAIM with `JUSTID` to yourself sets the idle time to 0, and counts no delivery: `xClaimJustId(stream, group, name, 0, ids)`, `xclaim(stream, group, name, 0, ...ids, "JUSTID")`. It would also take from others what they have taken meanwhile, so ask first which are still yours: XPENDING takes the name of a consumer.',
        'keep: ids = [...inFlight]; none: return. pending = XPENDING from the first to the last of them, of this consumer alone. What is in hand and not pending is no longer yours: inFlight.delete(id). Claim the rest with JUSTID.',
      ],
    },
  ],
  extras: {
    outages: 'makes eight outages happen, and counts what becomes of 20 messages in each',
    compare: 'draws one outage as a timeline, by Pub/Sub and by Streams: `compare pubsub streams`',
  },
  onRealServer: 'what a restart with persistence keeps, and what a limit for output buffers cuts off',
  load: async (client, from) => {
    const [streams, { predictions }] = await Promise.all([
      from(`${client}.ts`) as Promise<StreamsContract>,
      from('predictions.ts') as Promise<PredictionsContract>,
    ])
    return { ...streams, predictions }
  },
})
