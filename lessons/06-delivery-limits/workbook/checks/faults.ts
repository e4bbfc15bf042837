import type { Check } from '#shared/checks/check.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { IDLE_MS, numbers, TestBed } from './test-bed.ts'

export const WAYS = {
  fin: 'closes all connections cleanly (FIN)',
  rst: 'resets all connections (RST)',
} as const

/** Commands with which a consumer looks for entries. Clients also send PING by themselves. */
export const LOOKS = ['XPENDING', 'XREADGROUP', 'XAUTOCLAIM', 'XREAD', 'XINFO', 'EVAL', 'EVALSHA', 'FCALL']

/** The connection is lost while the consumer waits for entries. */
export function cut(how: keyof typeof WAYS): Check<Contract> {
  return {
    id: `06.4-${how}`,
    task: '06.4',
    needsReconnect: true,
    title: `after the server ${WAYS[how]}, the loss is reported, and all entries are handled`,
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.strayCause = LOOP_ENDED
      const calls = atWork(context)
      const proxied = await bed.proxied()
      tellUnconfirmed(context, proxied)
      const onlyConnections = () =>
        context.equal(
          'the kinds of reported problems',
          [...new Set(proxied.problems.map(({ kind }) => kind))],
          ['connection'],
          {
            cause: handlerIsBlamed,
          },
        )
      // One at a time, so that a second loop would find something to do.
      const anna = await bed.worker('anna', { idleMs: IDLE_MS, count: 1, handle: calls.handle })
      const asks = asking(anna.proxied)
      await bed.add('1')
      await bed.handles('1')
      await bed.settled()
      for (const round of [2, 4]) {
        const before = anna.proxied.problems.length
        const sent = bed.sent.length
        bed.causes = {
          missing: () => (bed.has(/^X/, () => true, sent) ? undefined : LOOP_ENDED),
        }
        // Between two commands, the client would queue the next one, and the consumer wouldn't notice.
        await context.until('the consumer looks for entries', asks)
        context.log(`the check ${WAYS[how]}`)
        anna.proxied.proxy.cut(allConnections, how)
        await context.until(
          'the loss is reported',
          () => anna.proxied.problems.slice(before).some(({ kind }) => kind === 'connection'),
          { cause: () => (bed.has(/^X/, () => true, sent) ? undefined : LOOP_ENDED) },
        )
        await bed.add(String(round), String(round + 1))
        await bed.handles(...numbers(round + 1))
        await bed.settled()
        onlyConnections()
      }
      await bed.add(...numbers(15, 6))
      await bed.handles(...numbers(15))
      context.equal('the number of handlers running at the same time', calls.most, 1, {
        cause: 'You start another loop after a lost connection, but the first one is still running.',
      })
      onlyConnections()
    },
  }
}

export const LOOP_ENDED = 'The error has ended your loop. Catch it inside the loop.'

/** Begins to watch whether connections are closed; returns why they are still open, if none was. */
export function closings({ proxy }: ProxiedConnection): () => string | undefined {
  let closed = false
  proxy.addListener((event) => {
    if (event.what === 'closed' && event.by === 'client') closed = true
  })
  return () => (closed ? undefined : 'You never close the connections. Call commands.close().')
}

/** Whether Redis has yet to reply to a command with which the consumer looks for entries. */
export function asking({ proxy }: ProxiedConnection): () => boolean {
  const asked = new Map<number, number>()
  const change = (connection: number, by: number) =>
    asked.set(connection, Math.max((asked.get(connection) ?? 0) + by, 0))
  proxy.addListener((event) => {
    if (event.what === 'closed') asked.delete(event.connection)
    else if (event.what === 'command' && LOOKS.includes(event.name)) change(event.connection, 1)
    else if (event.what === 'reply' && LOOKS.includes(event.name.toUpperCase())) change(event.connection, -1)
  })
  return () => [...asked.values()].some((count) => count > 0)
}

/** Shows each XACK in the timeline that wasn't confirmed because its connection was lost. */
export function tellUnconfirmed(context: CheckContext, { proxy }: ProxiedConnection): void {
  const waiting = new Map<number, string>()
  proxy.addListener((event) => {
    if (event.what === 'command' && event.name === 'XACK') waiting.set(event.connection, event.args.at(-1)!)
    if (event.what === 'reply' && /^xack$/i.test(event.name)) waiting.delete(event.connection)
    if (event.what !== 'closed') return
    const id = waiting.get(event.connection)
    if (id !== undefined)
      context.log(`connection ${event.connection} was lost before Redis replied to XACK ${id}`, { key: true })
    waiting.delete(event.connection)
  })
}

/** Why a problem of the connection is reported as one of the handler. */
export function handlerIsBlamed(kinds: readonly string[]): string | undefined {
  return kinds.includes('handler')
    ? "XACK is inside the `try` around the handler. If XACK fails, the handler hasn't failed."
    : undefined
}
