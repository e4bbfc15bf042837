/** The wording of the page. */

const REFUSALS = {
  invalid: 'The server refused this: a message needs 1 to 2,000 characters, a room 1 to 100.',
  forbidden: 'You may not join this room.',
  'not-joined': 'Join the room first: only members may send to it.',
  'too-many': 'Too many requests. Wait a moment, and try again.',
  unavailable: "Redis didn't confirm it. It may have been delivered all the same.",
}

/**
 * Describes an acknowledgement.
 *
 * @param answer An `Acknowledgement`, or anything else while the code is unfinished.
 * @param done The text for success.
 * @returns `{ text, good }`
 */
export function answerText(answer, done) {
  if (answer?.ok === true) return { text: done, good: true }
  const known = Object.hasOwn(REFUSALS, answer?.reason ?? '')
  if (answer?.ok === false && known) return { text: REFUSALS[answer.reason], good: false }
  return { text: `The server acknowledged with something unexpected: ${JSON.stringify(answer)}`, good: false }
}

/** The text for a missing acknowledgement. */
export function silenceText(event, seconds) {
  return `The server didn't acknowledge ${event} within ${seconds} seconds. Have you finished its task?`
}

/** Describes what PUBLISH returned for a notification. */
export function notifiedText(who, count) {
  const subscriptions = count === 1 ? 'one subscription' : `${count} subscriptions`
  return `Redis sent the note for ${who} to ${subscriptions}. It can't know whether ${who} is connected.`
}

/** One step as a sentence. The server's name comes before it. */
export function stepText(step) {
  switch (step.what) {
    case 'up':
      return `receives ${step.event}${step.room === undefined ? '' : ` (${step.room})`} from ${step.who}`
    case 'publish':
      return `publishes to ${step.channel}`
    case 'published':
      return typeof step.count === 'number'
        ? `receives ${step.count} as the reply to PUBLISH ${step.channel}`
        : `couldn't publish to ${step.channel}: ${step.count}`
    case 'deliver':
      return `receives a message on ${step.channel} from Redis`
    case 'down':
      return `sends ${step.event} to ${step.who}`
    case 'subscribe':
      return `has subscribed to ${step.channel}`
    case 'unsubscribe':
      return `has unsubscribed from ${step.channel}`
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
      return `Server ${server} publishes to ${step.channel}.`
    case 'deliver':
      return `Redis sends the message on ${step.channel} to ${servers}.`
    default:
      return `${servers[0].toUpperCase()}${servers.slice(1)} ${seen.length > 1 && servers.includes('and') ? 'send' : 'sends'} ${step.event} to ${people}.`
  }
}

/** Describes the picture for screen readers. */
export function pictureText(servers) {
  return servers
    .map((server) => {
      const people = server.people.map(({ who }) => who).join(', ') || 'none'
      const channels = Object.keys(server.subscriptions).join(', ') || 'no channel'
      const redis = server.connections > 0 ? `has subscribed to ${channels}` : 'has no connection to Redis'
      return `Browsers on server ${server.name}: ${people}. It ${redis}.`
    })
    .join(' ')
}
