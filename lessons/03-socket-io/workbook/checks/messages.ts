import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { Skip } from '#shared/checks/failure.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Message } from '../../contract.ts'
import type { Browser, PendingAcknowledgement } from '../test-bed/browser.ts'

export const FRIEND = { id: 'friend', name: 'A friend' }

export const now = () => new Date().toISOString()

/** A message as another program may publish it some time after it was sent. */
export function messageOf(text: string, more: object = {}): string {
  return JSON.stringify({ from: FRIEND, text, sentAt: '2024-02-29T12:34:56.789Z', ...more })
}

/** The PubSub adapter waits five seconds for a reply, so a check must be quicker. In milliseconds. */
export const HELD_AT_MOST_MS = 4000

/**
 * Holds back the reply to the next command with this name. `caught` waits until Redis has received the command.
 * `release` skips the check if the machine was so busy that the adapter's time limit may be over.
 */
export function holdReply(
  context: CheckContext,
  { proxy }: Pick<ProxiedConnection, 'proxy'>,
  command: string,
) {
  context.log(`the check: the proxy holds back the reply to ${command}`, { key: true })
  const held = proxy.holdReply(allConnections, command)
  const began = performance.now()
  return {
    async caught(what: string): Promise<void> {
      await context.until(what, () => held.state === 'caught')
      context.log(`the check: ${command} has reached Redis, and the reply is held back`, { key: true })
    },
    release(): void {
      context.log('the check: the proxy passes the reply on')
      held.release()
      const seconds = (performance.now() - began) / 1000
      if (seconds > HELD_AT_MOST_MS / 1000)
        throw new Skip(
          `this machine is too busy: the check took ${seconds.toFixed(1)} s to ask whether you wait`,
        )
    },
  }
}

/** Fails unless other sockets are served now. It asks several times, so an early acknowledgement would arrive first. */
export async function othersAreServed(context: CheckContext, other: Browser): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const answer = await other.ping(
      'This request waits for a request of another socket, which waits for Redis. Use one queue for each socket.',
    )
    context.equal('the acknowledgement of send_message null', answer, { ok: false, reason: 'invalid' })
  }
}

/**
 * Waits until Redis has rejected two requests: one with an acknowledgement, and one without.
 *
 * @param behind The acknowledgement of a malformed request that was sent after both.
 */
export async function bothRefused(
  context: CheckContext,
  refusing: { readonly count: number },
  behind: Pick<PendingAcknowledgement, 'value'>,
): Promise<void> {
  await context.until('Redis rejects both requests', () => refusing.count >= 2, {
    cause: () => {
      if (refusing.count !== 1) return undefined
      const hasRun = behind.value?.ok === false && behind.value.reason === 'invalid'
      return hasRun
        ? "You don't handle requests without a callback. A browser may omit it: publish the message anyway."
        : 'After a failed request, the next one of the same socket never ran. Catch the error in handle().'
    },
  })
}

/** Fails unless a browser received a message exactly as another program published it. */
export function asPublished(context: CheckContext, got: unknown, published: object): void {
  context.equal('the message from another program', got, published, {
    cause: (got) =>
      (got as Partial<Message> | undefined)?.sentAt === (published as Message).sentAt
        ? undefined
        : 'You set sentAt when a message is delivered. Keep the value that was published: all browsers must receive the same.',
  })
}

/** Fails unless exactly these payloads were reported for a channel, in their order. */
export function payloadsReported(
  context: CheckContext,
  { problems }: Pick<ProxiedConnection, 'problems'>,
  channel: string,
  expected: readonly string[],
): void {
  const reported = problems.flatMap((one) =>
    one.kind === 'payload' && one.channel === channel ? [one.payload] : [],
  )
  context.equal(`the payloads reported for ${channel}`, reported, expected, {
    cause: (got) => {
      if (got.length === 0) return undefined
      const missing = expected.filter((payload) => !got.includes(payload))
      if (missing.length === 0) return undefined
      return missing.some(isJson)
        ? "You report only payloads that aren't valid JSON. Report valid JSON with missing or wrong fields as well."
        : "You don't report payloads that aren't valid JSON. Catch the error from JSON.parse()."
    },
  })
}

/** Why a browser received a malformed message, or missed the message after it. */
export function notChecked(read: string) {
  return (got: readonly string[]): string | undefined => {
    if (got.some((text) => typeof text !== 'string' || !/^(good|first)/.test(text)))
      return `You emit a malformed message. Emit only what ${read}() returns.`
    if (got.includes('good 1') && !got.includes('good 2'))
      return 'Your handler missed the message after a malformed one. Look in the timeline for an error that your handler throws.'
    return undefined
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Why browsers received a message twice or never. Ben is on Anna's server, and Carla on another one. */
export function whoGotWhat(anna: Browser, ben: Browser, carla: Browser): string | undefined {
  const [sender, neighbour, away] = [anna, ben, carla].map(
    ({ heard }) => heard.messages.filter((text) => text === 'hello').length,
  )
  if (sender! > 2 && away! > 0 && away! <= 2)
    return "You emit the message twice on the sender's server: when the browser sends it, and when it arrives from Redis. Emit it only when it arrives."
  if (neighbour === 2 && away === 0)
    return 'You emit the message without publishing it. io.emit() reaches only the browsers of this server.'
  if (sender === 0 && neighbour === 2)
    return 'You leave out the sender, which must receive its own message as well.'
  if (sender === 4 && neighbour === 4 && away === 4)
    return 'Every message arrives twice. Subscribe onBroadcast once, and call next() once in admit().'
  return undefined
}

/** Why messages arrived in another order, although each was sent after the previous one was acknowledged. */
export function answeredEarly(got: readonly string[], expected: readonly string[]): string | undefined {
  const sorted = (texts: readonly string[]) => JSON.stringify([...texts].sort())
  const isReordered = sorted(got) === sorted(expected) && JSON.stringify(got) !== JSON.stringify(expected)
  return isReordered
    ? 'You acknowledge a message before Redis confirms PUBLISH. Await pubsub.publishJson() first.'
    : undefined
}
