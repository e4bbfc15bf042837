import type { EventRow, Fault } from './types.ts'

const REASONS = {
  'never delivered':
    "The check expected this call. Redis never delivered the message to the code's connections.",
  'never handled':
    'The check expected this call. Redis delivered the message, and the handler was never called with it.',
  'check stopped first':
    'The check expected this call. It stopped before, because what had come already decided it.',
} as const

const FAULTS: Readonly<Record<Fault['what'], string>> = {
  cut: 'These connections are cut. Until they are subscribed again, they miss every message.',
  stall: 'Nothing passes on these connections for now. Nothing is lost.',
  freeze: 'Nothing passes on these connections any more, and neither side is told.',
  refuse: 'Every new connection is refused.',
  hold: "Redis has run the command, and its reply doesn't reach the client for now.",
  answer: 'Redis answers the command with an error.',
  silence: "Redis doesn't reply for now. The connections stay open.",
  demote: 'The server becomes a replica: it refuses writes.',
  loading: 'The server has just started and refuses commands on data.',
  other: 'The check does this.',
}

/** What an event means, in a sentence. */
export function sentence({
  kind,
  who,
  label,
  mark,
  reason,
  badge = '',
  payload = '',
  times,
  fault,
}: EventRow): string {
  const [from = '', to = ''] = who.split(' → ')
  if (mark === 'missing') return REASONS[reason ?? 'never delivered']
  if (mark === 'extra') {
    return badge === 'not expected'
      ? "The check didn't expect this call. It failed the check."
      : 'The same message again. This failed the check.'
  }
  const decided = mark === 'wrong' ? `${badge ? `${upper(badge)}. ` : ''}This decided the check.` : ''
  const plain = (() => {
    switch (kind) {
      case 'call':
        return `The check calls this on ${from === 'your code' ? 'your code' : from}.`
      case 'return':
        return 'The promise resolves.'
      case 'command':
        return from === 'the check'
          ? 'The check sends this command itself, past your code.'
          : `${upper(from)} sends ${times ? 'the same command again' : 'a command'} to Redis.`
      case 'ack':
        return 'Redis confirms it.'
      case 'reply':
        if (label.startsWith('count '))
          return label === 'count 0'
            ? 'No connection was subscribed, so Redis sent the message to none.'
            : `Redis sent the message to ${label === 'count 1' ? 'one subscription' : `${label.slice(6)} subscriptions`}. The count isn't a receipt.`
        return `${upper(from)} replies.`
      case 'deliver':
        return `Redis delivers the message to ${to}.`
      case 'handle':
        return to ? `${upper(from)} hands the message to ${to}.` : `${upper(from)} receives it.`
      case 'emit':
        return `${upper(from)} sends this${to ? ` to ${to}` : ''}.`
      case 'open':
        return `${upper(from)} opens a connection to Redis.`.replace(
          /^(Connection \d+) opens a connection to Redis/,
          '$1 opens',
        )
      case 'refused':
        return 'The connection is refused. The client tries again.'
      case 'cut':
        if (payload.endsWith('client')) return 'The client closes the connection.'
        return 'The connection is closed. Its subscriptions end with it.'
      case 'problem':
        if (label.startsWith('report')) return 'Your code reports a problem.'
        return from === 'Redis' ? 'Redis refuses the command.' : 'The call fails.'
      case 'fault':
        return fault?.edge === 'end' ? 'The fault ends.' : FAULTS[fault?.what ?? 'other']
      default:
        return ''
    }
  })()
  return [plain, decided].filter(Boolean).join(' ')
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
