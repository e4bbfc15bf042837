/** What the page says, in words. */

const REFUSALS = {
  invalid: 'The server does not accept this: a message has 1 to 2,000 characters, a room 1 to 100.',
  forbidden: 'The server does not let you enter this room.',
  'not-joined': 'Join the room first: only its members may send to it.',
  'too-many': 'Too much at once. Wait a moment, and try again.',
  unavailable: 'Redis did not take it. Try again later.',
}

/**
 * What a server answered.
 *
 * @param answer An `Acknowledgement`, or anything else while the code is unfinished.
 * @param done What is said when all went well.
 * @returns `{ text, good }`
 */
export function answerText(answer, done) {
  if (answer?.ok === true) return { text: done, good: true }
  const known = Object.hasOwn(REFUSALS, answer?.reason ?? '')
  if (answer?.ok === false && known) return { text: REFUSALS[answer.reason], good: false }
  return { text: `The server acknowledged with something unexpected: ${JSON.stringify(answer)}`, good: false }
}

/** What is said when an answer does not come. */
export function silenceText(event, seconds) {
  return `The server has not answered ${event} within ${seconds} seconds. Is the task for it done?`
}

/** What PUBLISH returned for a notification. */
export function notifiedText(who, count) {
  const subscriptions = count === 1 ? 'one subscription' : `${count} subscriptions`
  return `Redis handed the note for ${who} to ${subscriptions}. Whether ${who} is there, it cannot know.`
}

/** One step as a sentence; the server's name comes before it. */
export function stepText(step) {
  switch (step.what) {
    case 'up':
      return `gets ${step.event}${step.room === undefined ? '' : ` (${step.room})`} from ${step.who}`
    case 'publish':
      return `publishes on ${step.channel}`
    case 'published':
      return typeof step.count === 'number'
        ? `learns that PUBLISH on ${step.channel} returned ${step.count}`
        : `could not publish on ${step.channel}: ${step.count}`
    case 'deliver':
      return `gets a message of ${step.channel} from Redis`
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
      return 'has no connection to Redis any more'
    default:
      return step.what
  }
}

/** What is just moving in the picture. */
export function stageText(seen) {
  const [{ server, step }] = seen
  const servers = [...new Set(seen.map((one) => `server ${one.server}`))].join(' and ')
  const people = seen.length === 1 ? step.who : `${seen.length} browsers`
  switch (step.what) {
    case 'up':
      return `${step.who} sends ${step.event} to server ${server}.`
    case 'publish':
      return `Server ${server} publishes on ${step.channel}.`
    case 'deliver':
      return `Redis hands the message of ${step.channel} to ${servers}.`
    default:
      return `${servers[0].toUpperCase()}${servers.slice(1)} ${seen.length > 1 && servers.includes('and') ? 'send' : 'sends'} ${step.event} to ${people}.`
  }
}

/** What the picture shows, for those who cannot see it. */
export function pictureText(servers) {
  return servers
    .map((server) => {
      const people = server.people.map(({ who }) => who).join(', ') || 'nobody'
      const channels = Object.keys(server.subscriptions).join(', ') || 'nothing'
      const redis = server.connections > 0 ? `has subscribed to ${channels}` : 'has no connection to Redis'
      return `Server ${server.name} has these browsers: ${people}. It ${redis}.`
    })
    .join(' ')
}
