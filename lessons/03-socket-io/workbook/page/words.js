/** The wording of the page. */

const REFUSALS = {
  invalid: 'Refused: a message needs 1 to 2,000 characters, and a room 1 to 100.',
  forbidden: 'Refused: you may not join this room.',
  'not-joined': 'Refused: you are not in this room. Join it first.',
  'too-many': 'Refused: too many requests. Wait a moment, and try again.',
}

/** What may have happened although nothing confirms it. */
const POSSIBLE = {
  send_message: 'The message may have been delivered.',
  send_room_message: 'The message may have been delivered.',
  notify: 'The note may have been delivered.',
  join_room: 'You may have joined the room.',
  leave_room: 'You may have left the room.',
}

/**
 * Describes an acknowledgement.
 *
 * @param answer An `Acknowledgement`, or anything else while the code is unfinished.
 * @param done The text for success.
 * @returns `{ text, kind }`: the kind is done, refused, or uncertain.
 */
export function answerText(event, answer, done) {
  if (answer?.ok === true) return { text: done, kind: 'done' }
  if (answer?.ok === false && answer.reason === 'unavailable') {
    return { text: `Redis didn't confirm it. ${POSSIBLE[event]}`, kind: 'uncertain' }
  }
  const known = Object.hasOwn(REFUSALS, answer?.reason ?? '')
  if (answer?.ok === false && known) return { text: REFUSALS[answer.reason], kind: 'refused' }
  const text = `The server acknowledged with something unexpected: ${JSON.stringify(answer)}`
  return { text, kind: 'uncertain' }
}

/** Describes a missing acknowledgement: it's late, or the connection was lost before it came. */
export function silenceText(event, isConnected, seconds) {
  const text = isConnected
    ? `No acknowledgement within ${seconds} seconds. ${POSSIBLE[event]} Does the code acknowledge ${event}?`
    : `The connection was lost before the acknowledgement. ${POSSIBLE[event]}`
  return { text, kind: 'uncertain' }
}

/** The text for a request that the page doesn't send. */
export const NOT_CONNECTED = { text: 'Not sent: there is no connection to the server.', kind: 'refused' }

/**
 * Makes blanks visible that HTML would hide: any name is valid for a room, including one of blanks alone.
 *
 * @returns The string with ␣ for each blank at its ends and in a row of blanks, and codes for invisible characters.
 */
export function visible(text) {
  return String(text)
    .replace(/^\s+|\s+$|\s{2,}/g, (blanks) => '␣'.repeat(blanks.length))
    .replace(/(?!\u200d)[\p{Cc}\p{Cf}]/gu, (one) => `\\u{${one.codePointAt(0).toString(16)}}`)
}

/** Describes what PUBLISH returned for a notification. */
export function notifiedText(who, count) {
  const subscriptions = count === 1 ? 'one subscription' : `${count} subscriptions`
  return {
    text: `Redis sent the note for ${who} to ${subscriptions}. It can't know whether ${who} is connected.`,
    kind: 'done',
  }
}

/** One step as a sentence. The server's name comes before it. */
export function stepText(step) {
  switch (step.what) {
    case 'up':
      return `receives ${step.event}${step.room === undefined ? '' : ` (${visible(step.room)})`} from ${step.who}`
    case 'publish':
      return `publishes to ${visible(step.channel)}`
    case 'published':
      return typeof step.count === 'number'
        ? `receives ${step.count} as the reply to PUBLISH ${visible(step.channel)}`
        : `couldn't publish to ${visible(step.channel)}: ${step.count}`
    case 'deliver':
      return `receives a message on ${visible(step.channel)} from Redis`
    case 'down':
      return `sends ${step.event} to ${step.who}`
    case 'subscribe':
      return `has subscribed to ${visible(step.channel)}`
    case 'unsubscribe':
      return `has unsubscribed from ${visible(step.channel)}`
    case 'arrived':
      return `has a new browser: ${step.who}`
    case 'left':
      return `has lost a browser: ${step.who}`
    case 'connected':
      return 'is connected to Redis'
    case 'disconnected':
      return 'has lost its connection to Redis'
    default:
      return step.what
  }
}

/** Describes the moving part of the picture. */
export function stageText(seen) {
  const [{ server, step }] = seen
  const servers = [...new Set(seen.map((one) => `server ${one.server}`))].join(' and ')
  const people = seen.length === 1 ? step.who : `${seen.length} browsers`
  switch (step.what) {
    case 'up':
      return `${step.who} sends ${step.event} to server ${server}.`
    case 'publish':
      return `Server ${server} publishes to ${visible(step.channel)}.`
    case 'deliver':
      return `Redis sends the message on ${visible(step.channel)} to ${servers}.`
    default:
      return `${servers[0].toUpperCase()}${servers.slice(1)} ${seen.length > 1 && servers.includes('and') ? 'send' : 'sends'} ${step.event} to ${people}.`
  }
}

/** Describes the picture for screen readers. */
export function pictureText(servers) {
  return servers
    .map((server) => {
      const people = server.people.map(({ who }) => who).join(', ') || 'none'
      const channels = Object.keys(server.subscriptions).sort().map(visible).join(', ') || 'no channel'
      const redis = server.connections > 0 ? `has subscribed to ${channels}` : 'has no connection to Redis'
      return `Browsers on server ${server.name}: ${people}. It ${redis}.`
    })
    .join(' ')
}
