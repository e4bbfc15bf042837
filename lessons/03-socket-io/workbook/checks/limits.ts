import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Acknowledgement } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type Browser, EVERYBODY, TO_USER } from '../test-bed/browser.ts'
import { linkedAdapters } from '../test-bed/linked-adapter.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { messageOf } from './messages.ts'

/** A burst of the first size must be accepted; of a burst of the second size, at most half. */
const ALWAYS_TAKEN = 100

const TOO_MANY = 1000

export const limitChecks: readonly Check<Subject>[] = [
  {
    id: '03.6-flood',
    task: '03.6',
    title: 'most of 1,000 requests at once are refused, and other sockets are unaffected',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.server()
      const within = await bed.browser(host, 'within the limit')
      const floods = await bed.browser(host, 'floods')
      const tab = await bed.browser(host, floods.user)
      const modest = await bed.browser(host, 'modest')
      // Alone, so that a limit that is too low isn't mistaken for one that is shared.
      const ofOne = flood(context, within, 'send_message', () => null, ALWAYS_TAKEN)
      await context.until('every request is acknowledged', () => ofOne.length === ALWAYS_TAKEN)
      context.equal(
        `of ${ALWAYS_TAKEN} requests at once, the number that were accepted`,
        acceptedOf(ofOne),
        ALWAYS_TAKEN,
        {
          cause: (accepted) =>
            `Of ${ALWAYS_TAKEN} requests at once, you accept ${accepted}. Accept all of them.`,
        },
      )
      const answers = flood(context, floods, 'send_message', (i) => ({ text: `${i}` }))
      // As many as the limit allows at once: with a shared limit, most of them would be refused.
      const ofTab = flood(context, tab, 'send_message', () => null, ALWAYS_TAKEN)
      await modest
        .likely((answer) =>
          !answer.ok && answer.reason === 'too-many'
            ? 'You share one limit between sockets. Give each socket its own.'
            : undefined,
        )
        .does('send_message', { text: 'meanwhile' })
      await context.until('every request is acknowledged', () => answers.length === TOO_MANY)
      await context.until(
        'every request of the other tab is acknowledged',
        () => ofTab.length === ALWAYS_TAKEN,
      )
      context.equal(
        `of ${ALWAYS_TAKEN} requests of another tab, the number that were accepted`,
        acceptedOf(ofTab),
        ALWAYS_TAKEN,
        { cause: 'You share one limit between the tabs of a user. Give each socket its own.' },
      )
      const taken = answers.filter(({ ok }) => ok).length
      const others = answers.filter(({ ok }) => !ok)
      cutShort(context, 'send_message', taken)
      const reasons = [...new Set(others.map((answer) => JSON.stringify(answer)))]
      context.equal('the other acknowledgements', reasons, [
        JSON.stringify({ ok: false, reason: 'too-many' }),
      ])
      await modest.does('send_message', { text: 'end' })
      await modest.hears(modest.heard.messages.filter((text) => text !== 'end').concat('end'))
      await context.until('all accepted messages arrive', () => modest.heard.got.length >= taken + 2)
      context.equal('the number of messages that arrived', modest.heard.got.length, taken + 2)
      const silentSince = performance.now()
      await context.until('a second passes', () => performance.now() - silentSince > 1000)
      await floods
        .likely((answer) =>
          !answer.ok && answer.reason === 'too-many'
            ? 'You refuse a request after a second of silence. Add tokens as time passes.'
            : undefined,
        )
        .does('send_message', { text: 'again' })

      // Malformed requests and other events count as well.
      const room = context.channel('red')
      const kinds: [string, unknown][] = [
        ['send_message', null],
        ['join_room', room],
        ['leave_room', room],
        ['send_room_message', { room, text: 'from outside' }],
      ]
      for (const [event, payload] of kinds) {
        const browser = await bed.browser(host, `floods by ${event}`)
        const answers = flood(context, browser, event, () => payload)
        await context.until('every request is acknowledged', () => answers.length === TOO_MANY)
        cutShort(context, event, acceptedOf(answers))
      }
    },
  },
  {
    id: '03.7-others',
    task: '03.7',
    title: 'others: true leaves out the sending socket, and no other',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2)
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const tabs = [await bed.browser(one!, anna.user), await bed.browser(two!, anna.user)]
      const ben = await bed.browser(two!, 'ben')
      const all = [anna, ...tabs, ben]
      for (const browser of all) await browser.does('join_room', red)
      await anna.does('send_room_message', { room: red, text: 'to others', others: true })
      await ben.does('send_room_message', { room: red, text: 'from ben', others: true })
      await anna.does('send_room_message', { room: red, text: 'to all', others: false })
      for (const others of [null, 'yes', 1]) {
        await anna.isRefused('invalid', 'send_room_message', { room: red, text: 'x', others })
      }
      // Strings that aren't socket ids leave out no socket.
      const names = [red, `room:${red}`, anna.user.id, `user:${anna.user.id}`, '']
      for (const except of names) {
        await context.publish(bed.channelOf(red), messageOf('elsewhere', { room: red, except }))
      }
      const elsewhere = names.map(() => 'elsewhere')
      await anna.does('send_room_message', { room: red, text: 'end' })
      await anna.hears(['from ben', 'to all', ...elsewhere, 'end'], {
        cause: (got) =>
          got.includes('to others')
            ? "The sending socket receives its own message. .except() doesn't change the object: return what it returns."
            : except(elsewhere.length)(got),
      })
      for (const tab of tabs) {
        await tab.hears(['to others', 'from ben', 'to all', ...elsewhere, 'end'], {
          cause: except(elsewhere.length),
        })
      }
      await ben.hears(['to others', 'to all', ...elsewhere, 'end'])
      const fields = all.flatMap(({ events }) =>
        events.flatMap(([, message]) => Object.keys(message as object)),
      )
      context.equal(
        'the fields that browsers receive',
        [...new Set(fields)].sort(),
        ['from', 'room', 'sentAt', 'text'],
        {
          cause: ({ length }) =>
            length > 4 ? 'You emit `except` to browsers. Remove it from the message first.' : undefined,
        },
      )
    },
  },
  {
    id: '03.8-adapter',
    task: '03.8',
    title: 'with a cluster adapter, each browser still receives one copy',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [one, two] = await bed.servers(2, { prepare: linkedAdapters() })
      const red = context.channel('red')
      const anna = await bed.browser(one!, 'anna')
      const ben = await bed.browser(two!, 'ben')
      for (const browser of [anna, ben]) await browser.does('join_room', red)
      await anna.does('send_message', { text: 'to all' })
      await anna.does('send_room_message', { room: red, text: 'in red' })
      await context.publish(bed.channelOf(red), messageOf('from elsewhere', { room: red }))
      await one!.gateway.notify(ben.user.id, { title: 'for ben', text: '' })
      await ben.does('send_message', { text: 'end' })
      const cause = (got: readonly string[]) =>
        new Set(got).size < got.length
          ? 'You emit to the browsers of all servers, on each server. Use io.local.'
          : undefined
      for (const browser of [anna, ben]) {
        await browser.hears(['to all', 'end'], { where: EVERYBODY, cause })
        await browser.hears(['in red', 'from elsewhere'], { where: red, cause })
      }
      await ben.hears(['for ben'], {
        where: TO_USER,
        cause: ({ length }) =>
          length > 1
            ? 'You emit the notification to the browsers of all servers. In onNotification(), use localSockets().to(…).'
            : undefined,
      })
      // Another copy may have come later.
      const all = ['end', 'from elsewhere', 'in red', 'to all']
      context.equal(
        'the messages that each browser received',
        { anna: [...anna.heard.messages].sort(), ben: [...ben.heard.messages].sort() },
        { anna: all, ben: ['end', 'for ben', ...all.slice(1)] },
      )
    },
  },
]

/** Why a message with `except` reached too few browsers. */
function except(elsewhere: number) {
  return (got: readonly string[]): string | undefined => {
    if (got.filter((text) => text === 'elsewhere').length < elsewhere)
      return 'You leave out every member of the room that `except` names. Check that it is the id of a socket.'
    return undefined
  }
}

/** Sends many requests at once. */
function flood(
  context: CheckContext,
  { socket, user }: Browser,
  event: string,
  payload: (i: number) => unknown,
  times = TOO_MANY,
): Acknowledgement[] {
  context.log(`${user.name} → server: ${event}, ${times} times`)
  const answers: Acknowledgement[] = []
  for (let i = 0; i < times; i++) {
    socket.emit(event, payload(i), (answer: Acknowledgement) => answers.push(answer))
  }
  return answers
}

/** How many requests were within the limit. They may have been refused for another reason. */
function acceptedOf(answers: readonly Acknowledgement[]): number {
  return answers.filter((answer) => answer.ok || answer.reason !== 'too-many').length
}

/** Fails unless at least 100 and at most half of the requests were accepted. */
function cutShort(context: CheckContext, event: string, served: number): void {
  context.log(`${served} of ${TOO_MANY} ${event} requests were accepted`)
  if (served >= ALWAYS_TAKEN && served <= TOO_MANY / 2) return
  context.fail(
    `${served} of ${TOO_MANY} ${event} requests at once were accepted; expected ${ALWAYS_TAKEN} to ${TOO_MANY / 2}`,
    {
      cause:
        served === TOO_MANY
          ? "You don't count these requests. Count every request, even a malformed one."
          : undefined,
    },
  )
}
