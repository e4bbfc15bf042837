import { expect, test } from 'vitest'
import { ProtocolTracker } from '#shared/redis/protocol-tracker.ts'
import { encodeCommand, RespError, RespReader } from '#shared/redis/resp.ts'
import type { WireEvent } from '#shared/redis/wire.ts'

/** Has a conversation with what client and server say, and returns what was told, without what never varies. */
function converse(...said: (['client', string] | ['redis', string])[]) {
  const conversation = new ProtocolTracker(1)
  const commands = new RespReader('commands')
  const replies = new RespReader('replies')
  const told: unknown[] = []
  const tell = (event: WireEvent | undefined) => {
    if (!event || event.what === 'command') return
    const { connection: _, ...rest } = event
    if ('held' in rest) told.push(Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'held')))
    else told.push(rest)
  }
  for (const [who, text] of said) {
    if (who === 'client') {
      for (const frame of commands.read(encodeCommand(text.split(' ')))) tell(conversation.onCommand(frame))
    } else {
      for (const frame of replies.read(Buffer.from(text))) tell(conversation.onReply(frame).event)
    }
  }
  return { told, conversation }
}

const reply = (command: string, value: unknown) => {
  const [name, ...args] = command.split(' ')
  return { what: 'reply', name, args, value }
}
const acknowledged = (kind: string, name: string | null, count: number) => ({
  what: 'acknowledged',
  kind,
  name,
  count,
})
const delivered = (channel: string, message: string) => ({
  what: 'delivered',
  channel,
  message,
  bytes: Buffer.byteLength(message),
})

test('replies belong to commands in their order', () => {
  const { told } = converse(
    ['client', 'get a'],
    ['client', 'PUBLISH c hi'],
    ['redis', '$1\r\n1\r\n'],
    ['redis', ':2\r\n'],
  )
  expect(told).toEqual([reply('GET a', '1'), reply('PUBLISH c hi', 2)])
})

test('over RESP2, acknowledgements and messages are no replies', () => {
  const { told, conversation } = converse(
    ['client', 'SUBSCRIBE a b'],
    ['client', 'PING'],
    [
      'redis',
      '*3\r\n+subscribe\r\n+a\r\n:1\r\n*3\r\n+message\r\n+a\r\n+x\r\n*3\r\n+subscribe\r\n+b\r\n:2\r\n',
    ],
    ['redis', '*2\r\n+pong\r\n+\r\n'],
  )
  expect(told).toEqual([
    acknowledged('subscribe', 'a', 1),
    delivered('a', 'x'),
    acknowledged('subscribe', 'b', 2),
    reply('PING', ['pong', '']),
  ])
  expect([...conversation.channels]).toEqual(['a', 'b'])
})

test('over RESP2, a reply that looks like a message is a reply', () => {
  const { told } = converse(
    ['client', 'LRANGE l 0 -1'],
    ['redis', '*3\r\n+message\r\n+a\r\n+b\r\n'],
    ['client', 'EVAL x 0'],
    ['redis', '*3\r\n+subscribe\r\n+a\r\n:1\r\n'],
  )
  expect(told).toEqual([
    reply('LRANGE l 0 -1', ['message', 'a', 'b']),
    reply('EVAL x 0', ['subscribe', 'a', 1]),
  ])
})

test('over RESP3, a subscribed connection gets such replies too', () => {
  const { told } = converse(
    ['client', 'HELLO 3'],
    ['redis', '%1\r\n+proto\r\n:3\r\n'],
    ['client', 'SUBSCRIBE a'],
    ['redis', '>3\r\n+subscribe\r\n+a\r\n:1\r\n'],
    ['client', 'LRANGE l 0 -1'],
    ['redis', '>3\r\n+message\r\n+a\r\n+x\r\n*3\r\n+message\r\n+a\r\n+b\r\n'],
  )
  expect(told.slice(1)).toEqual([
    acknowledged('subscribe', 'a', 1),
    delivered('a', 'x'),
    reply('LRANGE l 0 -1', ['message', 'a', 'b']),
  ])
})

test('patterns and shard channels are told apart', () => {
  const { told, conversation } = converse(
    ['client', 'PSUBSCRIBE n.*'],
    ['redis', '*3\r\n+psubscribe\r\n+n.*\r\n:1\r\n'],
    ['client', 'SSUBSCRIBE s'],
    ['redis', '*3\r\n+ssubscribe\r\n+s\r\n:1\r\n'],
    ['redis', '*4\r\n+pmessage\r\n+n.*\r\n+n.1\r\n+x\r\n*3\r\n+smessage\r\n+s\r\n+y\r\n'],
  )
  expect(told.slice(2)).toEqual([{ ...delivered('n.1', 'x'), pattern: 'n.*' }, delivered('s', 'y')])
  expect([...conversation.patterns, ...conversation.shardChannels]).toEqual(['n.*', 's'])
  expect(conversation.channels.size).toBe(0)
})

test('unsubscribing from everything is acknowledged once per channel', () => {
  const { told, conversation } = converse(
    ['client', 'SUBSCRIBE a b'],
    ['redis', '*3\r\n+subscribe\r\n+a\r\n:1\r\n*3\r\n+subscribe\r\n+b\r\n:2\r\n'],
    ['client', 'UNSUBSCRIBE'],
    ['client', 'GET k'],
    ['redis', '*3\r\n+unsubscribe\r\n+a\r\n:1\r\n*3\r\n+unsubscribe\r\n+b\r\n:0\r\n$1\r\nv\r\n'],
    ['client', 'UNSUBSCRIBE'],
    ['client', 'GET k'],
    ['redis', '*3\r\n+unsubscribe\r\n*-1\r\n:0\r\n$1\r\nv\r\n'],
  )
  expect(told.slice(2)).toEqual([
    acknowledged('unsubscribe', 'a', 1),
    acknowledged('unsubscribe', 'b', 0),
    reply('GET k', 'v'),
    acknowledged('unsubscribe', null, 0),
    reply('GET k', 'v'),
  ])
  expect(conversation.channels.size).toBe(0)
})

test('a refused SUBSCRIBE has a reply, and what follows keeps its order', () => {
  const { told } = converse(
    ['client', 'SUBSCRIBE a b'],
    ['client', 'GET k'],
    ['redis', '-NOPERM no\r\n$1\r\nv\r\n'],
  )
  expect(told).toEqual([reply('SUBSCRIBE a b', new RespError('NOPERM no')), reply('GET k', 'v')])
})

test('a server that acknowledges less than expected confuses nothing', () => {
  const { told } = converse(['client', 'UNSUBSCRIBE'], ['client', 'GET k'], ['redis', '$1\r\nv\r\n'])
  expect(told).toEqual([reply('GET k', 'v')])
})

test('an acknowledgement that nobody asked for is told', () => {
  const { told, conversation } = converse(
    ['client', 'SSUBSCRIBE s'],
    ['redis', '*3\r\n+ssubscribe\r\n+s\r\n:1\r\n'],
    ['redis', '*3\r\n+sunsubscribe\r\n+s\r\n:0\r\n'],
  )
  expect(told[1]).toEqual(acknowledged('sunsubscribe', 's', 0))
  expect(conversation.shardChannels.size).toBe(0)
})

test('in a MULTI commands are queued, and subscribing takes effect with EXEC', () => {
  const { told, conversation } = converse(
    ['client', 'HELLO 3'],
    ['redis', '%0\r\n'],
    ['client', 'MULTI'],
    ['client', 'SUBSCRIBE a'],
    ['client', 'PUBLISH a x'],
    ['client', 'EXEC'],
    ['client', 'PING'],
    ['redis', '+OK\r\n+QUEUED\r\n+QUEUED\r\n'],
    ['redis', '*2\r\n>3\r\n+subscribe\r\n+a\r\n:1\r\n>3\r\n+message\r\n+a\r\n+x\r\n:1\r\n+PONG\r\n'],
  )
  expect(told.slice(1)).toEqual([
    reply('MULTI', 'OK'),
    reply('SUBSCRIBE a', 'QUEUED'),
    reply('PUBLISH a x', 'QUEUED'),
    delivered('a', 'x'),
    reply('EXEC', [['subscribe', 'a', 1], 1]),
    reply('PING', 'PONG'),
  ])
  expect([...conversation.channels]).toEqual(['a'])
})

test('notices that are no messages are not told', () => {
  const { told } = converse(['client', 'GET k'], ['redis', '>2\r\n+invalidate\r\n*1\r\n+k\r\n$1\r\nv\r\n'])
  expect(told).toEqual([reply('GET k', 'v')])
})

test('RESET ends all subscriptions and RESP3', () => {
  const { conversation, told } = converse(
    ['client', 'HELLO 3'],
    ['redis', '%0\r\n'],
    ['client', 'SUBSCRIBE a'],
    ['redis', '>3\r\n+subscribe\r\n+a\r\n:1\r\n'],
    ['client', 'RESET'],
    ['redis', '+RESET\r\n'],
    ['client', 'SUBSCRIBE b'],
    ['redis', '*3\r\n+subscribe\r\n+b\r\n:1\r\n*3\r\n+message\r\n+b\r\n+x\r\n'],
  )
  expect([...conversation.channels]).toEqual(['b'])
  expect(told.at(-1)).toEqual(delivered('b', 'x'))
})

test.each(['MONITOR', 'SYNC', 'PSYNC ? -1', 'CLIENT REPLY OFF'])('%s cannot be followed', (command) => {
  expect(converse(['client', command]).conversation.passthrough).toBe(true)
})

test('passwords are masked in the command and in its reply', () => {
  const conversation = new ProtocolTracker(1)
  const [asked] = new RespReader('commands').read(encodeCommand(['AUTH', 'user', 'secret']))
  const [answer] = new RespReader().read(Buffer.from('+OK\r\n'))
  const told = [conversation.onCommand(asked!), conversation.onReply(answer!).event]
  expect(JSON.stringify(told)).not.toMatch(/secret|user/)
})
